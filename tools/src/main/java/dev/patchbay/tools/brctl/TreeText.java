package dev.patchbay.tools.brctl;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.TextWriter;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.PortFlag;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.device.bridge.Setting;
import dev.patchbay.device.bridge.stp.BridgeId;
import dev.patchbay.device.bridge.stp.TreePortSnapshot;
import dev.patchbay.device.bridge.stp.TreeSnapshot;

/// `brctl showstp`: what a bridge and its ports make of the spanning tree.
final class TreeText {
  private final TextWriter out;

  private TreeText(TextWriter out) {
    this.out = out;
  }

  static int show(Process process, String name) throws FileException {
    BridgeDevice bridge = Lookup.bridge(process, name);
    TreeText text = new TreeText(process.out());
    text.bridge(bridge);
    for (NetDevice port : Lookup.ports(bridge)) {
      text.port(port.name(), PortSnapshot.of(port));
    }
    return 0;
  }

  private void bridge(BridgeDevice bridge) throws FileException {
    TreeSnapshot tree = bridge.treeSnapshot();
    out.println(bridge.name());
    out.println(" bridge id\t\t" + tree.id());
    out.println(" designated root\t" + tree.root());
    row("root port\t\t", number(tree.rootPort()), "path cost\t\t", number(tree.rootPathCost()));
    times(bridge, "max age\t\t", "bridge max age\t\t", Setting.MAX_AGE);
    times(bridge, "hello time\t\t", "bridge hello time\t", Setting.HELLO_TIME);
    times(bridge, "forward delay\t\t", "bridge forward delay\t", Setting.FORWARD_DELAY);
    out.println(" ageing time\t\t" + Timer.text(bridge.get(Setting.AGEING_TIME)));
    row("hello timer\t\t", timer(tree.helloTimer()), "tcn timer\t\t", timer(tree.tcnTimer()));
    row(
        "topology change timer\t",
        timer(tree.topologyChangeTimer()),
        "gc timer\t\t",
        timer(bridge.untilCollection()));
    out.println(
        " flags\t\t\t"
            + (tree.topologyChange() ? "TOPOLOGY_CHANGE " : "")
            + (tree.topologyChangeDetected() ? "TOPOLOGY_CHANGE_DETECTED " : "")
            + "\n\n");
  }

  private void times(BridgeDevice bridge, String left, String right, Setting setting)
      throws FileException {
    String time = Timer.text(bridge.get(setting));
    row(left, time, right, time);
  }

  private void port(String name, PortSnapshot port) throws FileException {
    TreePortSnapshot tree = port.tree();
    out.println(name + " (" + tree.number() + ")");
    row("port id\t\t", id(tree.id()), "state\t\t", "%15s".formatted(tree.state().word()));
    row("designated root\t", tree.designatedRoot(), "path cost\t\t", number(tree.cost()));
    row(
        "designated bridge\t",
        tree.designatedBridge(),
        "message age timer\t",
        timer(tree.messageAgeTimer()));
    row(
        "designated port\t",
        id(tree.designatedPort()),
        "forward delay timer\t",
        timer(tree.forwardDelayTimer()));
    row(
        "designated cost\t",
        number(tree.designatedCost()),
        "hold timer\t\t",
        timer(tree.holdTimer()));
    out.println(
        " flags\t\t\t"
            + (tree.configPending() ? "CONFIG_PENDING " : "")
            + (tree.changeAcknowledged() ? "TOPOLOGY_CHANGE_ACK " : ""));
    if (port.has(PortFlag.HAIRPIN)) {
      out.println(" hairpin mode\t\t   1");
    }
    out.println("");
  }

  private static String number(long value) {
    return "%4d".formatted(value);
  }

  private static String id(int value) {
    return "%04x".formatted(value);
  }

  private static String timer(long nanos) {
    return Timer.text(Timer.centiseconds(nanos));
  }

  /// Two values beside each other.
  private void row(String left, String leftValue, String right, String rightValue)
      throws FileException {
    out.println(" " + left + leftValue + "\t\t\t" + right + rightValue);
  }

  /// A bridge's id is so long that the next column is near.
  private void row(String left, BridgeId id, String right, String rightValue) throws FileException {
    out.println(" " + left + id + "\t" + right + rightValue);
  }
}
