using System.Collections.Immutable;
using Corbel.Core.Policy;

namespace Corbel.Core.Records;

/// <summary>Whom a record can be about.</summary>
public enum RecordScope
{
    /// <summary>All customers: the product is one.</summary>
    Everyone,

    /// <summary>One customer.</summary>
    OneCustomer,

    /// <summary>All customers, or one.</summary>
    Either,
}

/// <summary>What a figure of a record is.</summary>
public enum FigureType
{
    /// <summary>A share of 0 to 100 per cent, kept as whole thousandths of one per cent.</summary>
    Percent,

    /// <summary>Whole minutes.</summary>
    Minutes,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>One of the values that the policy names.</summary>
    Choice,

    /// <summary>A few words.</summary>
    Words,
}

/// <summary>One figure that a record takes.</summary>
/// <param name="Name">As it is kept: availability, planned-maintenance.</param>
/// <param name="Label">What the form calls it.</param>
/// <param name="Type">What it is.</param>
/// <param name="Choices">The values to choose from, by id; empty for the other types.</param>
public sealed record FigureSpec(
    string Name,
    LocalText Label,
    FigureType Type,
    ImmutableArray<(string Id, LocalText Name)> Choices = default
);

/// <summary>What is written down, by people and with evidence, of a fact that the desk cannot measure by itself.</summary>
/// <param name="Fact">The id of the fact: 1.share, 5.sessions.</param>
/// <param name="Path">The setting that the fact is generated from.</param>
/// <param name="Name">What one record is of.</param>
/// <param name="Scope">Whom it can be about.</param>
/// <param name="Period">The month, quarter or year that it covers; none where it covers what happened at a time.</param>
/// <param name="Zone">The IANA zone in which the period begins and ends.</param>
/// <param name="NeedsFile">Whether it is nothing without its document.</param>
/// <param name="Bare">Whether it bears no free words and no file, since what it is about is secret (clause 11).</param>
/// <param name="Figures">The figures that it takes; each is needed.</param>
public sealed record RecordKind(
    string Fact,
    string Path,
    LocalText Name,
    RecordScope Scope,
    Period? Period,
    string Zone,
    bool NeedsFile,
    bool Bare,
    ImmutableArray<FigureSpec> Figures
);
