package dev.patchbay.trace.journey;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// What a stage says, in one line.
final class StageText {
  static String of(Stage stage) {
    StringBuilder text = new StringBuilder();
    stage.show(new Output(text, Output.Options.TEXT));
    return text.toString().strip();
  }

  private StageText() {}
}
