package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Journeys as one page that needs nothing else: a drawing of each, a lane a namespace, time
/// downwards, and what happened in the lanes.
final class JourneyPage {
  /// Prints the page.
  static void show(List<Journey> journeys, StringBuilder out) {
    String[] halves = resource("journey.html").split("<!-- journeys -->", 2);
    out.append(halves[0]);
    out.append("<nav>");
    for (Journey journey : journeys) {
      out.append("<a href=\"#j").append(journey.number()).append("\"");
      out.append(JourneyText.hasDrops(journey) ? " class=\"bad\">" : ">");
      out.append(journey.number()).append(" <span>").append(Html.text(title(journey)));
      out.append("</span></a>");
    }
    out.append("</nav><main>");
    for (Journey journey : journeys) {
      section(journey, out);
    }
    out.append("</main>").append(halves[1]);
  }

  private static void section(Journey journey, StringBuilder out) {
    out.append("<section id=\"j").append(journey.number()).append("\"><h2>");
    out.append(journey.number()).append(". ").append(Html.text(title(journey))).append("</h2>");
    out.append("<p class=\"ends\">").append(Html.text(Ends.of(journey)));
    if (journey.isCut()) {
      out.append(" – cut after ").append(journey.entries().size()).append(" things that happened");
    }
    out.append("</p>\n");
    new JourneyDrawing(journey, out).draw();
    out.append("</section>\n");
  }

  private static String title(Journey journey) {
    String title = journey.title();
    return title.isEmpty() ? Summary.of(journey.legs().getFirst()) : title;
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(JourneyPage.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JourneyPage() {}
}
