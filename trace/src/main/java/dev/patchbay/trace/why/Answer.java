package dev.patchbay.trace.why;

import java.util.List;

/// Why a packet does not arrive.
///
/// @param cause where it dies, and by what
/// @param meant what was likely meant
/// @param mend the commands that would mend it, to be typed where `why` was
public record Answer(String cause, String meant, List<String> mend) {}
