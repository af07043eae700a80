package dev.patchbay.shell.run;

import java.util.List;

/// A call that has not returned: of a function, or of a file by `.`.
///
/// @param function the function's name, or `source`
/// @param source the file that the function stands in
/// @param line where it was called
/// @param positional its arguments
public record Frame(String function, String source, int line, List<String> positional) {}
