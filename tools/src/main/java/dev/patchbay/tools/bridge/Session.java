package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Invocation;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// One run of `bridge`: what its options say, and what is done with the words behind them.
final class Session extends Invocation {
  private static final int REFUSED = 255;

  /// In the order in which `bridge` compares them.
  private static final Keywords OBJECTS =
      new Keywords("link", "fdb", "mdb", "vlan", "monitor", "vni", "help");

  private final Options options;

  Session(Process process, Options options) throws FileException {
    super(process, options.netns, options.output());
    this.options = options;
  }

  Options options() {
    return options;
  }

  /// Runs the command in `words`, an object and what is to be done with it, and returns the status:
  /// where `ip` negates what iproute2's functions return, `bridge` does not.
  int run(Args words) throws FileException {
    try {
      runObject(words);
      return 0;
    } catch (Refusal refusal) {
      complain(refusal.message());
      return -refusal.status() & 0xff;
    } catch (NetlinkException e) {
      complain(answer(e));
      return REFUSED;
    } finally {
      print();
    }
  }

  private void runObject(Args words) throws FileException, NetlinkException {
    String word = words.next();
    String object = OBJECTS.find(word);
    if (object == null) {
      throw new Refusal("Object \"" + word + "\" is unknown, try \"bridge help\".");
    }
    switch (object) {
      case "link" -> LinkObject.run(this, words);
      case "fdb" -> FdbObject.run(this, words);
      case "vlan" -> VlanObject.run(this, words);
      case "mdb" -> MdbObject.run(this, words);
      case "monitor" -> MonitorObject.run(this, words);
      case "vni" -> VniObject.run(this, words);
      default -> throw Usage.of("bridge");
    }
  }

  /// What patchbay cannot do yet.
  static Refusal missing(String what) {
    return new Refusal("bridge: patchbay has no " + what + " yet.");
  }

  /// The bridge, or the port of one, of this name.
  NetDevice requireBridge(String name) {
    NetDevice device = device(name);
    if (device == null) {
      throw new Refusal("Cannot find bridge device \"" + name + "\"");
    }
    return device;
  }
}
