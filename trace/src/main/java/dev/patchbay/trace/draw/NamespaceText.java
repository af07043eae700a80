package dev.patchbay.trace.draw;

import dev.patchbay.trace.draw.Topology.Device;
import dev.patchbay.trace.draw.Topology.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lines of a namespace's box: each device under the one it belongs to, its addresses below it.
final class NamespaceText {
  /// A line.
  ///
  /// @param depth how far it is indented
  /// @param address an address of the device, or null for the line of the device itself
  record Line(int depth, Device device, String address) {
    boolean isDevice() {
      return address.isEmpty();
    }

    String text() {
      String about = device.about().isEmpty() ? "" : "  " + device.about();
      return isDevice() ? device.name() + about : address;
    }
  }

  private static final double LETTER = 7.3;
  static final double LINE = 17;
  static final double INDENT = 16;
  static final double TITLE = 26;
  static final double MARGIN = 12;

  /// Room for the mark of a device's state.
  static final double MARK = 14;

  final Namespace namespace;
  final List<Line> lines = new ArrayList<>();
  final Map<Integer, Double> heights = new HashMap<>();

  NamespaceText(Namespace namespace) {
    this.namespace = namespace;
    for (Device device : namespace.devices()) {
      if (device.under() == Device.NOTHING) {
        add(device, 0);
      }
    }
  }

  private void add(Device device, int depth) {
    heights.put(device.id(), TITLE + LINE * lines.size() + LINE / 2);
    lines.add(new Line(depth, device, ""));
    for (String address : device.addresses()) {
      lines.add(new Line(depth, device, address));
    }
    for (Device other : namespace.devices()) {
      if (other.under() == device.id()) {
        add(other, depth + 1);
      }
    }
  }

  Box box() {
    double width = namespace.name().length() * LETTER + 8;
    for (Line line : lines) {
      double indent = MARK + INDENT * line.depth + (line.isDevice() ? 0 : 10);
      width = Math.max(width, indent + line.text().length() * LETTER);
    }
    return new Box(width + 2 * MARGIN, TITLE + LINE * lines.size() + (lines.isEmpty() ? 4 : 9));
  }
}
