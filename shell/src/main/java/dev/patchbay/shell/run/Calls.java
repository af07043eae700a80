package dev.patchbay.shell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The calls that have not returned, as `FUNCNAME`, `BASH_SOURCE` and `BASH_LINENO` show them.
///
/// @param frames the innermost first
/// @param voice how the shell names itself
record Calls(List<Frame> frames, Voice voice) {
  private boolean isScript() {
    return voice.hasLines() && !voice.isCommandLine() && !voice.name().equals("environment");
  }

  /// The names of the functions; none outside of functions.
  List<String> functions() {
    return frames.isEmpty() ? List.of() : all(Frame::function, "main");
  }

  /// The files that they stand in.
  List<String> sources() {
    String script = frames.isEmpty() ? voice.name() : frames.getLast().source();
    return all(Frame::source, script);
  }

  /// The lines that they were called from.
  List<String> lines() {
    return all(frame -> Integer.toString(frame.line()), "0");
  }

  private List<String> all(Function<Frame, String> what, String script) {
    List<String> all = new ArrayList<>();
    frames.forEach(frame -> all.add(what.apply(frame)));
    if (isScript()) {
      all.add(script);
    }
    return all;
  }
}
