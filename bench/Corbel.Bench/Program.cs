using BenchmarkDotNet.Running;
using Corbel.Bench.Load;
using Corbel.Bench.Marked;
using Corbel.Bench.Replay;

if (args is ["load", .. var rest])
    return await LoadRun.Run(rest);
if (args is ["replay", .. var replay])
    return await ReplayRun.Run(replay);
if (args is ["marked", .. var marked])
    return await MarkedRun.Run(marked);
BenchmarkSwitcher.FromAssembly(typeof(LoadRun).Assembly).Run(args);
return 0;
