package dev.patchbay.shell.run;

/// How a shell names itself in what it has to say.
///
/// @param name the name of the shell or of the script
/// @param hasLines whether line numbers follow
/// @param reader what stands before the line of a syntax error: nothing, or `-c: ` or `eval: `
/// @param explains whether it says of a syntax error what was expected, which bash does not
public record Voice(String name, boolean hasLines, String reader, boolean explains) {
  /// A script: `FILE: line 3: `.
  public static Voice script(String file) {
    return new Voice(file, true, "", false);
  }

  /// As this one, but it explains.
  public Voice explaining() {
    return new Voice(name, hasLines, reader, true);
  }

  /// `bash -c`: `bash: line 3: `.
  public static Voice commandLine(String shell) {
    return new Voice(shell, true, "-c: ", false);
  }

  /// A shell that is typed at, or a transcript: `bash: `.
  public static Voice plain(String shell) {
    return new Voice(shell, false, "", false);
  }

  boolean isCommandLine() {
    return reader.equals("-c: ");
  }

  /// What a function says: under `-c` bash gives those no file, and calls it this.
  Voice function(String origin) {
    if (isCommandLine()) {
      return new Voice("environment", hasLines, reader, explains);
    }
    return origin.isEmpty() || origin.equals(name)
        ? this
        : new Voice(origin, hasLines, reader, explains);
  }

  /// The text of `eval`.
  Voice eval() {
    return new Voice(name, hasLines, "eval: ", explains);
  }

  /// What an error at this line begins with.
  String at(int line) {
    return hasLines ? name + ": line " + line + ": " : name + ": ";
  }

  /// What a syntax error at this line begins with.
  String reading(int line) {
    return hasLines ? name + ": " + reader + "line " + line + ": " : name + ": ";
  }
}
