package dev.patchbay.stack.route;

/// How a rule is at one moment (`RTM_NEWRULE` as the kernel sends it): immutable.
///
/// @param inputDetached whether there is no device of the name that it asks packets to come by
/// @param outputDetached whether there is none of the name they are to leave by
/// @param unresolved whether the rule it leads to is not there
public record RuleSnapshot(
    Rule rule, boolean inputDetached, boolean outputDetached, boolean unresolved) {}
