package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.trace.journey.Crossings.Visit;
import java.util.ArrayList;
import java.util.List;

/// A journey as a Mermaid sequence diagram: a participant a namespace, an arrow where a packet goes
/// from one to another, a note for what decided there.
final class JourneyMermaid {
  private final Journey journey;
  private final StringBuilder out;
  private final Places places;

  private JourneyMermaid(Journey journey, StringBuilder out) {
    this.journey = journey;
    this.out = out;
    this.places = new Places(journey);
  }

  /// Adds the diagram.
  static void show(Journey journey, StringBuilder out) {
    new JourneyMermaid(journey, out).show();
  }

  private void show() {
    out.append("sequenceDiagram\n");
    out.append("  title journey ").append(journey.number()).append(": ");
    out.append(text(journey.title())).append('\n');
    List<Visit> visits = new Crossings(journey, places).visits();
    List<Integer> used = visits.stream().map(Visit::place).distinct().sorted().toList();
    for (int place : used) {
      out.append("  participant p").append(place).append(" as ");
      out.append(text(places.names().get(place))).append('\n');
    }
    visits.forEach(this::show);
  }

  private void show(Visit visit) {
    Visit from = visit.from();
    if (from != null) {
      out.append("  p").append(from.place()).append("->>p").append(visit.place()).append(": ");
      out.append(text(Summary.of(visit.entries().getFirst().frame()))).append('\n');
    }
    List<String> notes = new ArrayList<>();
    for (Journey.Entry entry : visit.entries()) {
      String name = entry.stage().name();
      boolean wire = name.equals("send") || name.equals("receive");
      if (!wire && !entry.stage().isDetail()) {
        notes.add((name.equals("drop") ? "✗ " : "") + name + " " + StageText.of(entry.stage()));
      }
    }
    if (!notes.isEmpty()) {
      out.append("  Note over p").append(visit.place()).append(": ");
      notes.replaceAll(JourneyMermaid::text);
      out.append(String.join("<br/>", notes)).append('\n');
    }
    if (visit.leg().end() == Leg.End.DROPPED && isLast(visit)) {
      out.append("  p").append(visit.place()).append("--xp").append(visit.place());
      out.append(": dropped\n");
    }
  }

  private static boolean isLast(Visit visit) {
    return visit.entries().getLast().stage().name().equals("drop");
  }

  /// Text that a diagram takes as it is: what would end it or begin a comment has a number.
  private static String text(String text) {
    return text.replace("#", "#35;").replace(";", "#59;").replace("#35#59;", "#35;");
  }
}
