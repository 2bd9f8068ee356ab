using Corbel.Web.Cli;

return await CommandLine.Run(args);
