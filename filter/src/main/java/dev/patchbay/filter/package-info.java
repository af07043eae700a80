/// Tables, chains and rules, how a packet goes through them, and the joints where matches, targets
/// and front ends (iptables today; nft and ebtables could be others) plug in.
///
/// A front end reads words: for each [MatchKind] and [TargetKind] it offers the [Option]s, hands
/// what was given to a [Chosen], and gets an immutable [Match] or [Target] from it. Rules of these
/// make a [RuleSet], which is words only. A [Table] takes a rule set whole: it lets every match and
/// target look at its place ([Match#attach], the kernel's checkentry), compiles it to a [Program],
/// and from then on packets run that.
@NullMarked
package dev.patchbay.filter;

import org.jspecify.annotations.NullMarked;
