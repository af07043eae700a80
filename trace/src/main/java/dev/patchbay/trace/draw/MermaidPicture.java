package dev.patchbay.trace.draw;

import dev.patchbay.trace.draw.Topology.Device;
import dev.patchbay.trace.draw.Topology.Machine;
import dev.patchbay.trace.draw.Topology.Namespace;
import dev.patchbay.trace.draw.Topology.Segment;
import dev.patchbay.trace.draw.Topology.Wire;

/// A topology in the language of Mermaid, as Markdown pages take it.
public final class MermaidPicture {
  private final StringBuilder out = new StringBuilder("flowchart LR\n");
  private int boxes;

  private MermaidPicture() {}

  /// The picture.
  public static String of(Topology topology) {
    MermaidPicture picture = new MermaidPicture();
    topology.machines().forEach(picture::machine);
    for (Segment segment : topology.segments()) {
      picture.line("  d" + segment.id() + "{{\"" + escaped(segment.name()) + "\"}}");
    }
    for (Wire wire : topology.wires()) {
      picture.line("  d" + wire.from() + (wire.cable() ? " --- d" : " -.- d") + wire.to());
    }
    return picture.out.toString();
  }

  private void machine(Machine machine) {
    line("  subgraph b" + boxes++ + "[\"" + escaped(machine.name()) + "\"]");
    machine.namespaces().forEach(this::namespace);
    line("  end");
  }

  private void namespace(Namespace netns) {
    line("    subgraph b" + boxes++ + "[\"" + escaped(netns.name()) + "\"]");
    for (Device device : netns.devices()) {
      line("      d" + device.id() + "[\"" + label(device) + "\"]");
    }
    for (Device device : netns.devices()) {
      if (device.under() != Device.NOTHING) {
        line("      d" + device.under() + " --> d" + device.id());
      }
    }
    line("    end");
  }

  private static String label(Device device) {
    StringBuilder label = new StringBuilder(escaped(device.name()));
    if (!device.about().isEmpty()) {
      label.append(" <i>").append(escaped(device.about())).append("</i>");
    }
    for (String address : device.addresses()) {
      label.append("<br/>").append(escaped(address));
    }
    return label.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /// What Mermaid would take for its own signs.
  private static String escaped(String text) {
    return text.replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
