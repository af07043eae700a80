package dev.patchbay.filter;

import dev.patchbay.packet.Family;

/// Where a value is read: whose option it is of, and who knows names.
///
/// @param protocol the name of the rule's protocol as it was given with `-p`, or empty
/// @param warnings takes lines that are told and refuse nothing
public record Reading(
    String extension,
    String option,
    Family family,
    NameService names,
    String protocol,
    StringBuilder warnings) {}
