package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.trace.journey.Crossings.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Journeys as a Mermaid sequence diagram: a participant a namespace, an arrow where a packet goes
/// from one to another, a note for what decided there.
final class JourneyMermaid {
  private final Journey journey;
  private final StringBuilder out;
  private final Places places;
  private final List<Visit> visits;

  /// Those of the whole diagram, by name, with the number of each.
  private final Map<String, Integer> participants;

  private JourneyMermaid(Journey journey, Map<String, Integer> participants, StringBuilder out) {
    this.journey = journey;
    this.out = out;
    this.places = new Places(journey);
    this.visits = new Crossings(journey, places).visits();
    this.participants = participants;
    visits.stream()
        .map(visit -> places.names().get(visit.place()))
        .forEach(name -> participants.putIfAbsent(name, participants.size()));
  }

  /// Adds one diagram of them all: a file holds no more. Where there are several, a note across it
  /// says where each begins.
  static void show(List<Journey> journeys, StringBuilder out) {
    Map<String, Integer> participants = new LinkedHashMap<>();
    List<JourneyMermaid> parts =
        journeys.stream().map(each -> new JourneyMermaid(each, participants, out)).toList();
    out.append("sequenceDiagram\n");
    if (parts.size() == 1) {
      out.append("  title ").append(parts.getFirst().title()).append('\n');
    }
    participants.forEach(
        (name, number) -> out.append("  participant p%d as %s\n".formatted(number, text(name))));
    for (JourneyMermaid part : parts) {
      if (parts.size() > 1 && !participants.isEmpty()) {
        String last = participants.size() > 1 ? ",p" + (participants.size() - 1) : "";
        out.append("  Note over p0").append(last).append(": ").append(part.title()).append('\n');
      }
      part.visits.forEach(part::show);
    }
  }

  private String title() {
    return "journey " + journey.number() + ": " + text(journey.title());
  }

  private int participant(Visit visit) {
    return participants.getOrDefault(places.names().get(visit.place()), 0);
  }

  private void show(Visit visit) {
    Visit from = visit.from();
    if (from != null) {
      out.append("  p")
          .append(participant(from))
          .append("->>p")
          .append(participant(visit))
          .append(": ");
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
      out.append("  Note over p").append(participant(visit)).append(": ");
      notes.replaceAll(JourneyMermaid::text);
      out.append(String.join("<br/>", notes)).append('\n');
    }
    if (visit.leg().end() == Leg.End.DROPPED && isLast(visit)) {
      out.append("  p").append(participant(visit)).append("--xp").append(participant(visit));
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
