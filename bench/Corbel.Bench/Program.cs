using BenchmarkDotNet.Running;
using Corbel.Bench.Load;

if (args is ["load", .. var rest])
    return await LoadRun.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(LoadRun).Assembly).Run(args);
return 0;
