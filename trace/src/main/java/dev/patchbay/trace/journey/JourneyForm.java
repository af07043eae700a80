package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.text.Output;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The forms in which journeys are shown.
public enum JourneyForm {
  TEXT("txt"),
  JSON("json"),
  MERMAID("mmd"),
  HTML("html");

  private final String ending;

  JourneyForm(String ending) {
    this.ending = ending;
  }

  /// The form that `word` (`--json`, `--mermaid`, `--html`) asks for, or null.
  public static @Nullable JourneyForm ofOption(String word) {
    for (JourneyForm form : values()) {
      if (form != TEXT && word.equals("--" + form.name().toLowerCase(Locale.ROOT))) {
        return form;
      }
    }
    return null;
  }

  /// The form that suits the file's name; text if none is said.
  public static JourneyForm ofFile(String name) {
    for (JourneyForm form : values()) {
      if (name.endsWith("." + form.ending)) {
        return form;
      }
    }
    return TEXT;
  }

  /// Shows the journeys.
  ///
  /// @param verbose whether text has details
  /// @param colour whether text is for a terminal
  public String show(List<Journey> journeys, boolean verbose, boolean colour) {
    StringBuilder out = new StringBuilder();
    switch (this) {
      case TEXT -> {
        JourneyText text = new JourneyText(out, verbose, colour);
        journeys.forEach(text::show);
      }
      case JSON -> json(journeys, new Output(out, Output.Options.PRETTY_JSON));
      case MERMAID -> JourneyMermaid.show(journeys, out);
      case HTML -> JourneyPage.show(journeys, out);
    }
    return out.toString();
  }

  private static void json(List<Journey> journeys, Output out) {
    out.begin();
    journeys.forEach(journey -> JourneyJson.show(journey, out));
    out.end();
  }
}
