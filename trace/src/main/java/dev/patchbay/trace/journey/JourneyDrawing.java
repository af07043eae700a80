package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.trace.journey.Crossings.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The drawing of a journey as SVG: a lane a namespace, in the order in which the packet comes to
/// them; a box a visit, with a line for each thing that happened; an arrow from box to box.
///
/// Boxes follow each other downwards in the order of time; no two stand beside each other, so the
/// arrows can be followed and the lines may be as long as the lanes that are free beside them.
final class JourneyDrawing {
  private static final int LANE = 250;
  private static final int LEFT = 90;
  private static final int TOP = 46;
  private static final int LINE = 17;
  private static final int PADDING = 8;
  private static final int GAP = 30;

  /// About how wide a character is.
  private static final double CHARACTER = 7.2;

  private static final int LABEL = 62;

  private final Journey journey;
  private final StringBuilder out;
  private final Places places;
  private final List<Visit> visits;
  private final Map<Visit, Integer> tops = new LinkedHashMap<>();
  private int y = TOP + 16;
  private int right;

  JourneyDrawing(Journey journey, StringBuilder out) {
    this.journey = journey;
    this.out = out;
    this.places = new Places(journey);
    this.visits = new Crossings(journey, places).visits();
  }

  void draw() {
    StringBuilder boxes = new StringBuilder();
    StringBuilder ways = new StringBuilder();
    for (Visit visit : visits) {
      box(visit, boxes, ways);
    }
    int lanes = lanes();
    int width = Math.max(right + 12, LEFT + lanes * LANE);
    out.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(y);
    out.append("\" width=\"").append(width).append("\" height=\"").append(y).append("\">\n");
    for (int i = 0; i < lanes; i++) {
      lane(i);
    }
    out.append(ways).append(boxes).append("</svg>\n");
  }

  private int lanes() {
    return visits.stream().mapToInt(Visit::place).max().orElse(0) + 1;
  }

  private static int x(int lane) {
    return LEFT + lane * LANE;
  }

  private void lane(int lane) {
    int x = x(lane);
    out.append("<g class=\"lane l").append(lane % 6).append("\"><rect x=\"").append(x - 6);
    out.append("\" y=\"8\" width=\"").append(LANE - 16).append("\" height=\"26\" rx=\"6\"/>");
    out.append("<text x=\"").append(x + 4).append("\" y=\"26\">");
    out.append(Html.text(places.names().get(lane))).append("</text>");
    out.append("<line x1=\"")
        .append(x + 6)
        .append("\" x2=\"")
        .append(x + 6)
        .append("\" y1=\"34\" y2=\"");
    out.append(y - 6).append("\"/></g>\n");
  }

  private void box(Visit visit, StringBuilder boxes, StringBuilder ways) {
    Visit from = visit.from();
    int gap = from == null ? 10 : GAP;
    int top = y + gap;
    if (from != null) {
      arrow(visit, from, top, ways);
    }
    List<Journey.Entry> entries =
        visit.entries().stream().filter(entry -> !entry.stage().isDetail()).toList();
    boolean first = isFirst(visit);
    int lines = entries.size() + (first && from == null ? 1 : 0);
    int height = lines * LINE + 2 * PADDING;
    int x = x(visit.place());
    tops.put(visit, top + height);
    boxes
        .append("<text class=\"time\" x=\"")
        .append(LEFT - 16)
        .append("\" y=\"")
        .append(top + PADDING + 12);
    boxes.append("\">+").append(Micros.of(visit.start() - journey.start())).append("</text>");
    boxes.append("<g class=\"visit l").append(visit.place() % 6).append("\">");
    int at = top + PADDING + 12;
    StringBuilder text = new StringBuilder();
    int longest = 0;
    if (first && from == null) {
      String summary = "#" + visit.leg().number() + " " + Summary.of(visit.leg());
      longest = summary.length();
      line(text, "packet", x + 8, at, summary);
      at += LINE;
    }
    for (Journey.Entry entry : entries) {
      String name = entry.stage().name();
      String said = StageText.of(entry.stage());
      longest = Math.max(longest, 12 + said.length());
      line(text, name.equals("drop") ? "drop" : "name", x + 8, at, name);
      line(text, name.equals("drop") ? "drop" : "said", x + 8 + 78, at, said);
      at += LINE;
    }
    int width = Math.max(LANE - 40, (int) (longest * CHARACTER) + 16);
    right = Math.max(right, x + width);
    boxes.append("<rect x=\"").append(x).append("\" y=\"").append(top).append("\" width=\"");
    boxes.append(width).append("\" height=\"").append(height).append("\" rx=\"5\"/>");
    boxes.append(text).append("</g>\n");
    y = top + height;
  }

  private boolean isFirst(Visit visit) {
    return visits.stream().filter(each -> each.leg() == visit.leg()).findFirst().orElse(visit)
        == visit;
  }

  private static void line(StringBuilder to, String style, int x, int y, String text) {
    to.append("<text class=\"").append(style).append("\" x=\"").append(x).append("\" y=\"");
    to.append(y).append("\">").append(Html.text(text)).append("</text>");
  }

  /// From the lower edge of the box it leaves, sideways to the lane of the one it comes to.
  private void arrow(Visit to, Visit from, int top, StringBuilder ways) {
    int x1 = x(from.place()) + 6;
    int x2 = x(to.place()) + 6;
    int start = tops.getOrDefault(from, top - GAP);
    ways.append("<path class=\"way")
        .append(colour(to.leg()))
        .append("\" d=\"M")
        .append(x1)
        .append(' ');
    ways.append(start).append(" V").append(top - 12).append(" H").append(x2).append(" V");
    ways.append(top - 1).append("\"/>");
    String summary = "#" + to.leg().number() + " " + Summary.of(to.entries().getFirst().frame());
    String shown = summary.length() > LABEL ? summary.substring(0, LABEL - 1) + "…" : summary;
    int x = Math.min(x1, x2) + 6;
    right = Math.max(right, x + (int) (shown.length() * CHARACTER));
    ways.append("<text class=\"label\" x=\"").append(x).append("\" y=\"").append(top - 16);
    ways.append("\"><title>").append(Html.text(summary)).append("</title>");
    ways.append(Html.text(shown)).append("</text>\n");
  }

  private static String colour(Leg leg) {
    return leg.end() == Leg.End.DROPPED ? " lost" : "";
  }
}
