package dev.patchbay.tools.brctl;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.TextWriter;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.PortFlag;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.device.bridge.Setting;

/// `brctl showstp`: what a bridge and its ports make of the spanning tree. There is none yet: each
/// bridge is its own root, and its timers stand still.
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
    out.println(bridge.name());
    out.println(" bridge id\t\t" + bridge.id());
    out.println(" designated root\t" + bridge.id());
    row("root port\t\t", "   0", "path cost\t\t", "   0");
    times(bridge, "max age\t\t", "bridge max age\t\t", Setting.MAX_AGE);
    times(bridge, "hello time\t\t", "bridge hello time\t", Setting.HELLO_TIME);
    times(bridge, "forward delay\t\t", "bridge forward delay\t", Setting.FORWARD_DELAY);
    out.println(" ageing time\t\t" + Timer.text(bridge.get(Setting.AGEING_TIME)));
    row("hello timer\t\t", Timer.text(0), "tcn timer\t\t", Timer.text(0));
    long collection = Timer.centiseconds(bridge.untilCollection());
    row("topology change timer\t", Timer.text(0), "gc timer\t\t", Timer.text(collection));
    out.println(" flags\t\t\t\n\n");
  }

  private void times(BridgeDevice bridge, String left, String right, Setting setting)
      throws FileException {
    String time = Timer.text(bridge.get(setting));
    row(left, time, right, time);
  }

  private void port(String name, PortSnapshot port) throws FileException {
    String id = "%04x".formatted(port.id());
    String still = Timer.text(0);
    out.println(name + " (" + port.number() + ")");
    row("port id\t\t", id, "state\t\t", "%15s".formatted(port.state().word()));
    out.println(" designated root\t%s\tpath cost\t\t%4d".formatted(port.bridge(), port.cost()));
    out.println(" designated bridge\t%s\tmessage age timer\t%s".formatted(port.bridge(), still));
    row("designated port\t", id, "forward delay timer\t", still);
    row("designated cost\t", "   0", "hold timer\t\t", still);
    out.println(" flags\t\t\t");
    if (port.has(PortFlag.HAIRPIN)) {
      out.println(" hairpin mode\t\t   1");
    }
    out.println("");
  }

  private void row(String left, String leftValue, String right, String rightValue)
      throws FileException {
    out.println(" " + left + leftValue + "\t\t\t" + right + rightValue);
  }
}
