package dev.patchbay.trace.draw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Places boxes that hang together, in ranks by how far they are from a root. Is there one that
/// many others hang on, that is the root, with half of them at either side; else the root is an
/// end, so that a chain reads from left to right. Within a rank boxes stand in the order in which
/// their wires leave the rank before, each as near as can be to the height of its wire. A rank that
/// would grow too high stands in several columns, with lanes between its rows for wires to the
/// farther ones.
final class Layers {
  private static final double GAP = 18;
  private static final double LANE = 9;
  private static final double CHANNEL = 56;
  private static final double WIDEST_CHANNEL = 150;
  private static final double HIGHEST = 760;

  /// So many neighbours make a box one that others hang on.
  private static final int MANY = 6;

  private final List<Box> boxes;
  private final Map<Box, List<Link>> links;

  /// What each box hangs on.
  private final Map<Box, Link> above = new HashMap<>();

  private Layers(List<Box> boxes, Map<Box, List<Link>> links) {
    this.boxes = boxes;
    this.links = links;
  }

  /// Places boxes from the origin on, and answers with how much room they take.
  static Box place(List<Box> boxes, Map<Box, List<Link>> links) {
    return new Layers(boxes, links).place();
  }

  private Box place() {
    Box hub = boxes.getFirst();
    for (Box box : boxes) {
      hub = neighbours(box).size() > neighbours(hub).size() ? box : hub;
    }
    boolean bothSides = neighbours(hub).size() >= MANY;
    Box root = bothSides ? hub : end(hub);
    List<Box> first = hang(root);
    List<Box> right = new ArrayList<>();
    List<Box> left = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      (bothSides && i % 2 == 1 ? left : right).add(first.get(i));
    }
    placeSide(root, right, 1);
    placeSide(root, left, -1);
    return toOrigin();
  }

  /// Where a chain begins: at what hangs on something outside, else at an end.
  private Box end(Box hub) {
    return boxes.stream().filter(box -> box.outward).findFirst().orElseGet(() -> farthest(hub));
  }

  private Set<Box> neighbours(Box box) {
    Set<Box> all = new LinkedHashSet<>();
    for (Link link : links.getOrDefault(box, List.of())) {
      all.add(link.other(box));
    }
    return all;
  }

  /// The box that is most steps away, the first one of them.
  private Box farthest(Box from) {
    Map<Box, Integer> steps = new LinkedHashMap<>(Map.of(from, 0));
    List<Box> queue = new ArrayList<>(List.of(from));
    Box farthest = from;
    for (int i = 0; i < queue.size(); i++) {
      Box box = queue.get(i);
      int distance = steps.getOrDefault(box, 0);
      int most = steps.getOrDefault(farthest, 0);
      boolean earlier = boxes.indexOf(box) < boxes.indexOf(farthest);
      farthest = distance > most || (distance == most && earlier) ? box : farthest;
      for (Box next : neighbours(box)) {
        if (steps.putIfAbsent(next, distance + 1) == null) {
          queue.add(next);
        }
      }
    }
    return farthest;
  }

  /// Hangs every box on the first one that reaches it, and answers with those that hang on the
  /// root, in the order of their wires.
  private List<Box> hang(Box root) {
    List<Box> queue = new ArrayList<>(List.of(root));
    Set<Box> reached = new LinkedHashSet<>(queue);
    List<Box> first = new ArrayList<>();
    for (int i = 0; i < queue.size(); i++) {
      for (Box below : below(queue.get(i), reached)) {
        queue.add(below);
        if (i == 0) {
          first.add(below);
        }
      }
    }
    return first;
  }

  private List<Box> below(Box box, Set<Box> reached) {
    List<Link> wires = new ArrayList<>(links.getOrDefault(box, List.of()));
    wires.sort(Comparator.comparingDouble(link -> link.at(box)));
    List<Box> found = new ArrayList<>();
    for (Link link : wires) {
      Box other = link.other(box);
      if (reached.add(other)) {
        above.put(other, link);
        found.add(other);
      }
    }
    return found;
  }

  private void placeSide(Box root, List<Box> first, int side) {
    List<Box> rank = first;
    double edge = side > 0 ? root.right() : root.x;
    while (!rank.isEmpty()) {
      List<Box> next = new ArrayList<>();
      for (Box box : rank) {
        boxes.stream().filter(other -> isAbove(box, other)).forEach(next::add);
      }
      next.sort(Comparator.comparingDouble(this::wishedAt));
      edge = placeRank(rank, edge, side, next.isEmpty(), Math.max(HIGHEST, root.height));
      next.sort(Comparator.comparingDouble(this::wishedAt));
      rank = next;
    }
  }

  private boolean isAbove(Box box, Box other) {
    Link link = above.get(other);
    return link != null && link.other(other) == box;
  }

  /// The height at which a box would hang straight.
  private double wishedAt(Box box) {
    Link link = above.get(box);
    if (link == null) {
      return box.y;
    }
    Box other = link.other(box);
    return other.y + link.at(other) - link.at(box);
  }

  /// Places a rank beside an edge, and answers with the edge beyond it.
  private double placeRank(List<Box> rank, double edge, int side, boolean last, double highest) {
    double total = 0;
    for (Box box : rank) {
      total += box.height + GAP;
    }
    int columns = last ? (int) Math.ceil(total / highest) : 1;
    placeRows(rank, columns);
    double channel = Math.min(WIDEST_CHANNEL, CHANNEL + 3.0 * rank.size());
    double x = edge + side * channel;
    double begin = x;
    for (int column = 0; column < columns; column++) {
      double widest = 0;
      for (int i = column; i < rank.size(); i += columns) {
        widest = Math.max(widest, rank.get(i).width);
      }
      for (int i = column; i < rank.size(); i += columns) {
        Box box = rank.get(i);
        box.x = side > 0 ? x : x - box.width;
        box.laneX = begin;
      }
      x += side * (widest + (column < columns - 1 ? CHANNEL / 2 : 0));
    }
    return x;
  }

  /// Gives a rank its heights, row by row.
  private void placeRows(List<Box> rank, int columns) {
    int rows = (rank.size() + columns - 1) / columns;
    double[] wished = new double[rows];
    double[] heights = new double[rows];
    for (int row = 0; row < rows; row++) {
      List<Box> boxesOfRow =
          rank.subList(row * columns, Math.min(rank.size(), (row + 1) * columns));
      for (Box box : boxesOfRow) {
        heights[row] = Math.max(heights[row], box.height);
        wished[row] += wishedAt(box) / boxesOfRow.size();
      }
      heights[row] += GAP + LANE * (columns - 1);
    }
    double[] heightsAt = Heights.nearest(wished, heights);
    for (int i = 0; i < rank.size(); i++) {
      Box box = rank.get(i);
      int row = i / columns;
      box.y = heightsAt[row];
      box.passed = i % columns;
      double end = heightsAt[row] + heights[row];
      box.laneY = end - GAP / 2 - LANE * (columns - 1 - box.passed);
    }
  }

  private Box toOrigin() {
    double left = Collections.min(boxes, Comparator.comparingDouble(box -> box.x)).x;
    double top = Collections.min(boxes, Comparator.comparingDouble(box -> box.y)).y;
    boxes.forEach(box -> box.move(-left, -top));
    double right = Collections.max(boxes, Comparator.comparingDouble(Box::right)).right();
    double bottom = 0;
    for (Box box : boxes) {
      bottom = Math.max(bottom, box.passed == 0 ? box.bottom() : box.laneY);
    }
    return new Box(right, bottom);
  }
}
