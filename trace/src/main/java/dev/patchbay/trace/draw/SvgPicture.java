package dev.patchbay.trace.draw;

import dev.patchbay.trace.draw.NamespaceText.Line;
import dev.patchbay.trace.draw.Topology.Machine;
import dev.patchbay.trace.draw.Topology.Namespace;
import dev.patchbay.trace.draw.Topology.Segment;
import dev.patchbay.trace.draw.Topology.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A topology as SVG, readable on light and dark ground: every text stands on a box of its own, and
/// the colours follow what the reader prefers.
public final class SvgPicture {
  private static final double MARGIN = 18;
  private static final double MACHINE_TITLE = 34;
  private static final double SEGMENT_HEIGHT = 30;
  private static final double LETTER = 7.6;

  /// What does not depend on the ground.
  private static final String SHAPES =
      """
        text { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre; }
        .title { font-size: 14px; font-weight: bold; }
        .name { font-weight: bold; }
        .wire { fill: none; stroke-width: 1.6; }
        .stand { fill: none; stroke-width: 1.3; stroke-dasharray: 4 3; }
        .tree { fill: none; }
      """;

  /// The colours, by what they are for; variables would be shorter, but not every viewer has them.
  private static final String COLOURS =
      """
        .machine { fill: %s; stroke: %s; }
        .netns { fill: %s; stroke: %s; }
        .segment { fill: %s; stroke: %s; }
        text { fill: %s; }
        .dim, .off { fill: %s; }
        .address { fill: %s; }
        .wire, .stand { stroke: %s; }
        .tree { stroke: %s; }
        .up { fill: %s; }
        .down { fill: %s; }
      """;

  private static final Object[] LIGHT = {
    "#eef1f5", "#b9c2cf", "#ffffff", "#8a97a8", "#fff4d6", "#d3a32c", "#1d2733", "#66717f",
    "#1f5fa8", "#5b7da6", "#8a97a8", "#2e9e5b", "#b4bcc7"
  };

  private static final Object[] DARK = {
    "#1b222b", "#3d4856", "#27303b", "#5a6878", "#3b3320", "#b08a2e", "#e8edf3", "#9aa6b4",
    "#83b7f0", "#7fa3cf", "#5a6878", "#4cc47c", "#566273"
  };

  /// A namespace where it stands; its machine's box is moved by itself.
  private record Placed(NamespaceText text, Box box, Box machine) {
    double x() {
      return machine.x + MARGIN + box.x;
    }

    double y() {
      return machine.y + MACHINE_TITLE + box.y;
    }
  }

  private record Shift(double x, double y) {
    static final Shift NONE = new Shift(0, 0);
  }

  /// Where a wire may end: a row of a namespace, or a segment.
  private record Place(@Nullable Placed netns, Box outer, double height) {
    double left() {
      return netns == null ? outer.x : netns.x();
    }

    double right() {
      return netns == null ? outer.right() : netns.x() + netns.box.width;
    }

    double y() {
      return netns == null ? outer.y + height : netns.y() + height;
    }

    /// What a wire goes round: inside a machine the namespace, else all of it.
    Box box(boolean inside) {
      return inside && netns != null ? netns.box : outer;
    }

    /// How far that has been moved since it was laid out.
    Shift shift(boolean inside) {
      return inside && netns != null
          ? new Shift(netns.x() - netns.box.x, netns.y() - netns.box.y)
          : Shift.NONE;
    }
  }

  private final Topology topology;
  private final Map<Integer, Place> places = new HashMap<>();
  private final List<Placed> placed = new ArrayList<>();
  private final Map<String, Box> machines = new LinkedHashMap<>();
  private final Map<Segment, Box> segments = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder();

  private SvgPicture(Topology topology) {
    this.topology = topology;
  }

  /// The picture.
  public static String of(Topology topology) {
    return new SvgPicture(topology).draw();
  }

  private String draw() {
    topology.machines().forEach(this::layOut);
    for (Segment segment : topology.segments()) {
      Box box = new Box(segment.name().length() * LETTER + 2 * MARGIN, SEGMENT_HEIGHT);
      segments.put(segment, box);
      places.put(segment.id(), new Place(null, box, SEGMENT_HEIGHT / 2));
    }
    List<Box> outer = new ArrayList<>(machines.values());
    outer.addAll(segments.values());
    List<Link> outerLinks = outerLinks();
    Box all = Layout.place(outer, outerLinks);
    machines.values().forEach(box -> face(box, outerLinks));
    begin(all.width + 2 * MARGIN, all.height + 2 * MARGIN);
    machines.forEach(this::machine);
    topology.wires().forEach(this::wire);
    placed.forEach(this::netns);
    segments.forEach(this::segment);
    return out.append("</g>\n</svg>\n").toString();
  }

  /// Lays out the namespaces of a machine.
  private void layOut(Machine machine) {
    List<NamespaceText> texts = new ArrayList<>();
    List<Box> boxes = new ArrayList<>();
    Map<Integer, Integer> owner = new HashMap<>();
    for (Namespace netns : machine.namespaces()) {
      NamespaceText text = new NamespaceText(netns);
      text.heights.keySet().forEach(id -> owner.put(id, texts.size()));
      texts.add(text);
      boxes.add(text.box());
    }
    List<Link> links = new ArrayList<>();
    for (Wire wire : topology.wires()) {
      Integer from = owner.get(wire.from());
      Integer to = owner.get(wire.to());
      if (from != null && to != null) {
        double fromAt = texts.get(from).heights.getOrDefault(wire.from(), 0.0);
        double toAt = texts.get(to).heights.getOrDefault(wire.to(), 0.0);
        links.add(new Link(boxes.get(from), fromAt, boxes.get(to), toAt));
      } else if (from != null) {
        boxes.get(from).outward = true;
      } else if (to != null) {
        boxes.get(to).outward = true;
      }
    }
    Box inner = Layout.place(boxes, links);
    double title = machine.name().length() * 9.0;
    double width = Math.max(inner.width, title) + 2 * MARGIN;
    Box outer = new Box(width, inner.height + MACHINE_TITLE + MARGIN);
    machines.put(machine.name(), outer);
    for (int i = 0; i < texts.size(); i++) {
      Placed one = new Placed(texts.get(i), boxes.get(i), outer);
      placed.add(one);
      one.text.heights.forEach((id, height) -> places.put(id, new Place(one, outer, height)));
    }
  }

  /// Turns a machine round if what it is wired to stands at its right.
  private void face(Box machine, List<Link> outerLinks) {
    double balance = 0;
    for (Link link : outerLinks) {
      if (link.joins(machine)) {
        Box other = link.other(machine);
        balance += other.x + other.width / 2 - machine.x - machine.width / 2;
      }
    }
    if (balance > 0) {
      placed.stream()
          .filter(one -> one.machine == machine)
          .forEach(one -> one.box.mirror(machine.width - 2 * MARGIN));
    }
  }

  private List<Link> outerLinks() {
    List<Link> links = new ArrayList<>();
    for (Wire wire : topology.wires()) {
      Place from = places.get(wire.from());
      Place to = places.get(wire.to());
      if (from != null && to != null && from.outer != to.outer) {
        links.add(new Link(from.outer, from.y(), to.outer, to.y()));
      }
    }
    return links;
  }

  private void begin(double width, double height) {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0"
            + " %.0f %.0f\">",
        width, height, width, height);
    out.append("<style>\n").append(SHAPES).append(String.format(Locale.ROOT, COLOURS, LIGHT));
    out.append("  @media (prefers-color-scheme: dark) {\n");
    out.append(String.format(Locale.ROOT, COLOURS, DARK)).append("  }\n</style>\n");
    line("<g transform=\"translate(%.0f %.0f)\">", MARGIN, MARGIN);
  }

  private void machine(String name, Box box) {
    rectangle("machine", box.x, box.y, box.width, box.height, 10);
    text("title", box.x + MARGIN, box.y + 22, name);
  }

  private void netns(Placed one) {
    double x = one.x();
    double y = one.y();
    rectangle("netns", x, y, one.box.width, one.box.height, 6);
    text("name", x + NamespaceText.MARGIN, y + 18, one.text.namespace.name());
    double at = y + NamespaceText.TITLE;
    for (Line row : one.text.lines) {
      row(row, x + NamespaceText.MARGIN + NamespaceText.INDENT * row.depth(), at);
      at += NamespaceText.LINE;
    }
  }

  private void row(Line row, double x, double y) {
    double base = y + 13;
    double text = x + NamespaceText.MARK;
    if (!row.isDevice()) {
      text("address", text + 10, base, row.address());
      return;
    }
    boolean up = row.device().up();
    if (row.depth() > 0) {
      double branch = x - NamespaceText.INDENT + 4;
      line(
          "<path class=\"tree\" d=\"M%.1f %.1fV%.1fH%.1f\"/>",
          branch, y - 2, y + NamespaceText.LINE / 2, x - 1);
    }
    line(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>",
        up ? "up" : "down", x + 4, y + NamespaceText.LINE / 2);
    String about = row.device().about();
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\"%s>%s<tspan class=\"dim\" dx=\"9\">%s</tspan></text>%n",
            text,
            base,
            up ? "" : " class=\"off\"",
            escaped(row.device().name()),
            escaped(about)));
  }

  private void segment(Segment segment, Box box) {
    rectangle("segment", box.x, box.y, box.width, box.height, SEGMENT_HEIGHT / 2);
    text("name", box.x + MARGIN, box.y + 19, segment.name());
  }

  private void wire(Wire wire) {
    Place from = places.get(wire.from());
    Place to = places.get(wire.to());
    if (from == null || to == null) {
      return;
    }
    String style = wire.cable() ? "wire" : "stand";
    line("<path class=\"%s\" d=\"%s\"/>", style, path(from, to));
  }

  private static String path(Place from, Place to) {
    if (to.right() <= from.left()) {
      return path(to, from);
    }
    if (to.left() < from.right()) {
      return loop(from, to);
    }
    boolean inside = from.outer == to.outer;
    Box near = from.box(inside);
    Box far = to.box(inside);
    if (far.passed > near.passed) {
      return lane(from, to, far, to.shift(inside), true);
    }
    return near.passed > far.passed
        ? lane(from, to, near, from.shift(inside), false)
        : curve(from, to);
  }

  private static String curve(Place from, Place to) {
    double reach = Math.max(18, (to.left() - from.right()) / 2);
    return String.format(
        Locale.ROOT,
        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
        from.right(),
        from.y(),
        from.right() + reach,
        from.y(),
        to.left() - reach,
        to.y(),
        to.left(),
        to.y());
  }

  /// Both at the same side: out, and back again.
  private static String loop(Place from, Place to) {
    double out = Math.max(from.right(), to.right()) + 18;
    return String.format(
        Locale.ROOT,
        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
        from.right(),
        from.y(),
        out,
        from.y(),
        out,
        to.y(),
        to.right(),
        to.y());
  }

  /// Through the lane below the boxes that stand before one of the two, which is `box`.
  private static String lane(Place left, Place right, Box box, Shift shift, boolean atRight) {
    double x = box.laneX + shift.x;
    double y = box.laneY + shift.y;
    double begin = atRight ? x - 6 : box.right() + shift.x + 16;
    double end = atRight ? box.x + shift.x - 16 : x + 6;
    double out = Math.max(12, (begin - left.right()) / 2);
    double in = Math.max(12, (right.left() - end) / 2);
    return String.format(
        Locale.ROOT,
        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fH%.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
        left.right(),
        left.y(),
        left.right() + out,
        left.y(),
        begin - out,
        y,
        begin,
        y,
        end,
        end + in,
        y,
        right.left() - in,
        right.y(),
        right.left(),
        right.y());
  }

  private void rectangle(
      String style, double x, double y, double width, double height, double corner) {
    line(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>",
        style, x, y, width, height, corner);
  }

  private void text(String style, double x, double y, String text) {
    line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escaped(text));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is another library's
  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
