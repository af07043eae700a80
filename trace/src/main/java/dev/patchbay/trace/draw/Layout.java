package dev.patchbay.trace.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Places boxes so that what is joined stands side by side. What hangs together is laid out by
/// itself ([Layers]); the pieces then fill rows, largest first, until all of it is about as wide as
/// a page.
final class Layout {
  private static final double GAP = 36;

  /// How wide a picture is for its height.
  private static final double SHAPE = 1.7;

  private final List<Box> boxes;
  private final Map<Box, List<Link>> links = new HashMap<>();

  private Layout(List<Box> boxes, List<Link> all) {
    this.boxes = boxes;
    for (Box box : boxes) {
      links.put(box, new ArrayList<>());
    }
    for (Link link : all) {
      if (link.from() != link.to()) {
        links.getOrDefault(link.from(), new ArrayList<>()).add(link);
        links.getOrDefault(link.to(), new ArrayList<>()).add(link);
      }
    }
  }

  /// Places boxes from the origin on, and answers with how much room they take.
  static Box place(List<Box> boxes, List<Link> links) {
    return new Layout(boxes, links).place();
  }

  private Box place() {
    List<List<Box>> pieces = pieces();
    List<Box> outlines = new ArrayList<>();
    for (List<Box> piece : pieces) {
      outlines.add(Layers.place(piece, links));
    }
    fillRows(outlines);
    double width = 0;
    double height = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Box outline = outlines.get(i);
      pieces.get(i).forEach(box -> box.move(outline.x, outline.y));
      width = Math.max(width, outline.right());
      height = Math.max(height, outline.bottom());
    }
    return new Box(width, height);
  }

  /// What hangs together, each with its boxes in their order.
  private List<List<Box>> pieces() {
    List<List<Box>> pieces = new ArrayList<>();
    Set<Box> taken = new LinkedHashSet<>();
    for (Box box : boxes) {
      if (taken.add(box)) {
        List<Box> piece = new ArrayList<>(List.of(box));
        for (int i = 0; i < piece.size(); i++) {
          for (Link link : links(piece.get(i))) {
            Box other = link.other(piece.get(i));
            if (taken.add(other)) {
              piece.add(other);
            }
          }
        }
        pieces.add(piece);
      }
    }
    return pieces;
  }

  private List<Link> links(Box box) {
    return links.getOrDefault(box, List.of());
  }

  private static void fillRows(List<Box> outlines) {
    double area = 0;
    double widest = 0;
    for (Box outline : outlines) {
      area += (outline.width + GAP) * (outline.height + GAP);
      widest = Math.max(widest, outline.width);
    }
    double limit = Math.max(widest, Math.sqrt(area * SHAPE));
    List<Box> order = new ArrayList<>(outlines);
    order.sort(Comparator.comparingDouble((Box box) -> -box.height));
    double x = 0;
    double y = 0;
    double row = 0;
    for (Box outline : order) {
      if (x > 0 && x + outline.width > limit) {
        x = 0;
        y += row + GAP;
        row = 0;
      }
      outline.x = x;
      outline.y = y;
      x += outline.width + GAP;
      row = Math.max(row, outline.height);
    }
  }
}
