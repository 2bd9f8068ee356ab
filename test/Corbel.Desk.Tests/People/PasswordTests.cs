using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.People;

public sealed class PasswordTests
{
    private const string Right = "correct horse battery";
    private const string Wrong = "wrong horse battery";

    private static async Task<(TestDesk Desk, Passwords Passwords)> Open(TestDatabase database)
    {
        var desk = await TestDesk.Open(database);
        (await desk.Get<Passwords>().Set(desk.Cast.Sam.Id, Right)).IsDone.ShouldBeTrue();
        return (desk, desk.Get<Passwords>());
    }

    [Theory, OnEveryDatabase]
    public async Task The_right_password_signs_in_however_the_address_is_spelled(TestDatabase database)
    {
        var (desk, passwords) = await Open(database);
        await using var _ = desk;

        (await passwords.SignIn("sam@southbank.example", Right)).Value!.Id.ShouldBe(desk.Cast.Sam.Id);
        (await passwords.SignIn(" Sam@SOUTHBANK.example ", Right)).Value!.Id.ShouldBe(desk.Cast.Sam.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Whatever_is_wrong_the_answer_is_the_same(TestDatabase database)
    {
        var (desk, passwords) = await Open(database);
        await using var _ = desk;
        var refusal = (await passwords.SignIn("sam@southbank.example", Wrong)).Refused;
        refusal!.Code.ShouldBe("sign-in-failed");

        (await passwords.SignIn("nobody@nowhere.example", Right)).Refused.ShouldBe(refusal);
        (await passwords.SignIn("", "")).Refused.ShouldBe(refusal);
        // A person who never set a password.
        (await passwords.SignIn("rik@northwind.example", "")).Refused.ShouldBe(refusal);
        (await passwords.SignIn("rik@northwind.example", Right)).Refused.ShouldBe(refusal);
        (await passwords.SignIn("sam@southbank.example", Right)).IsDone.ShouldBeTrue();
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Sam.Id}");
        (await passwords.SignIn("sam@southbank.example", Right)).Refused.ShouldBe(refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task Five_wrong_ones_in_a_row_lock_for_a_quarter_of_an_hour(TestDatabase database)
    {
        var (desk, passwords) = await Open(database);
        await using var _ = desk;
        async Task<bool> Try(string password) => (await passwords.SignIn("sam@southbank.example", password)).IsDone;

        // The right one begins a new row, however near the fifth wrong one was.
        await desk.Tamper($"UPDATE people SET access_failed_count = 4 WHERE id = {desk.Cast.Sam.Id}");
        (await Try(Right)).ShouldBeTrue();
        for (var i = 0; i < 5; i++)
            (await Try(Wrong)).ShouldBeFalse();
        (await Try(Right)).ShouldBeFalse();

        desk.Clock.Advance(Duration.FromMinutes(15) - Duration.FromSeconds(1));
        (await Try(Right)).ShouldBeFalse();
        // What was tried meanwhile neither lengthens the wait nor counts after it.
        desk.Clock.Advance(Duration.FromSeconds(1));
        (await Try(Wrong)).ShouldBeFalse();
        (await Try(Right)).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Guesses_side_by_side_are_counted_one_after_the_other(TestDatabase database)
    {
        var (desk, passwords) = await Open(database);
        await using var _ = desk;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => passwords.SignIn("sam@southbank.example", Wrong)));

        await using var db = desk.Read();
        (await db.People.SingleAsync(x => x.Id == desk.Cast.Sam.Id)).LockoutEnd.ShouldBe(
            TestDesk.At("2026-07-15T09:15:00Z")
        );
        (await passwords.SignIn("sam@southbank.example", Right)).IsDone.ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_password_ends_the_sessions_before_it(TestDatabase database)
    {
        var (desk, passwords) = await Open(database);
        await using var _ = desk;
        var before = (await passwords.SignIn("sam@southbank.example", Right)).Value!.SecurityStamp;
        before.ShouldNotBeEmpty();

        (await passwords.Set(desk.Cast.Sam.Id, "elevenchars")).Refused!.Code.ShouldBe("password-too-short");
        (await passwords.SignIn("sam@southbank.example", Right)).Value!.SecurityStamp.ShouldBe(before);
        (await passwords.Set(desk.Cast.Sam.Id, "twelve chars")).IsDone.ShouldBeTrue();

        (await passwords.SignIn("sam@southbank.example", Right)).IsDone.ShouldBeFalse();
        (await passwords.SignIn("sam@southbank.example", "twelve chars")).Value!.SecurityStamp.ShouldNotBe(before);
    }
}
