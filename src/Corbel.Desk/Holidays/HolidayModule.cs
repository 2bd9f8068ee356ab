using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Holidays;

/// <summary>The holiday lists: stored, fetched by schedule, and put to work on open clocks.</summary>
internal static class HolidayModule
{
    public static IServiceCollection AddHolidays(this IServiceCollection services, DeskOptions options)
    {
        services.AddSingleton<StoreHolidays>();
        services.AddSingleton<FetchHolidays>();
        services.AddSingleton<HolidayMails>();
        services.AddSingleton<HolidayEffect>();
        services.AddSingleton<HolidaysEnd>();
        services.AddSingleton(x => new JobKind(HolidayEffect.Kind, x.GetRequiredService<HolidayEffect>().Run));
        services.AddSingleton(x => new JobKind(HolidaysEnd.Kind, x.GetRequiredService<HolidaysEnd>().Run)
        {
            Standing = [HolidaysEnd.Kind],
        });
        services.AddSingleton(x => new JobKind(FetchHolidays.Kind, x.GetRequiredService<FetchHolidays>().Run)
        {
            Standing = [.. options.Holidays.Select(FetchHolidays.KeyOf).Distinct()],
        });
        return services;
    }
}
