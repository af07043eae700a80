package dev.patchbay.shell.run;

import dev.patchbay.shell.text.Wording;

/// How a shell names itself in what it has to say.
///
/// @param name the name of the shell or of the script
/// @param hasLines whether line numbers follow
/// @param reader what stands before the line of a syntax error: nothing, or `-c: ` or `eval: `
/// @param explains whether it says of a syntax error what was expected, which bash does not
/// @param wording in whose words it speaks
public record Voice(
    String name, boolean hasLines, String reader, boolean explains, Wording wording) {
  /// A script: `FILE: line 3: `.
  public static Voice script(String file) {
    return new Voice(file, true, "", false, Wording.BASH);
  }

  /// As this one, but it explains.
  public Voice explaining() {
    return new Voice(name, hasLines, reader, true, wording);
  }

  /// `bash -c`: `bash: line 3: `.
  public static Voice commandLine(String shell) {
    return new Voice(shell, true, "-c: ", false, Wording.BASH);
  }

  /// A shell that is typed at, or a transcript: `bash: `.
  public static Voice plain(String shell) {
    return new Voice(shell, false, "", false, Wording.BASH);
  }

  boolean isCommandLine() {
    return reader.equals("-c: ");
  }

  /// What a function says: under `-c` bash gives those no file, and calls it this.
  Voice function(String origin) {
    if (wording == Wording.DASH) {
      return this;
    }
    if (isCommandLine()) {
      return named("environment");
    }
    return origin.isEmpty() || origin.equals(name) ? this : named(origin);
  }

  /// As this one, of a shell or script of another name.
  Voice named(String other) {
    return new Voice(other, hasLines, reader, explains, wording);
  }

  /// As this one, in the words of dash, which always tells the line.
  public Voice ofDash(String shell) {
    return new Voice(shell, true, reader, explains, Wording.DASH);
  }

  /// The text of `eval`.
  Voice eval() {
    return new Voice(name, hasLines, "eval: ", explains, wording);
  }

  /// What an error at this line begins with.
  String at(int line) {
    return hasLines ? wording.start(name, line) : name + ": ";
  }

  /// What a syntax error at this line begins with.
  String reading(int line) {
    if (wording == Wording.DASH) {
      return at(line) + (reader.equals("eval: ") ? reader : "");
    }
    return hasLines ? name + ": " + reader + "line " + line + ": " : name + ": ";
  }
}
