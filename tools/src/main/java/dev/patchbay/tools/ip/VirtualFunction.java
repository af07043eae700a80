package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.tools.iproute.Switch;

/// The words of `ip link set DEV vf NUM …`: read as `ip` reads them, for a device that has no such
/// functions.
final class VirtualFunction {
  private VirtualFunction() {}

  /// Reads the number and the words behind it.
  static void read(Args args) {
    String number = args.next();
    if (Numbers.integer(number, 0).isEmpty()) {
      throw Args.invarg("Invalid \"vf\" value\n", number);
    }
    if (!args.hasNext() || !take(args)) {
      throw Args.incomplete();
    }
    while (args.hasNext() && take(args)) {}
  }

  private static boolean take(Args args) {
    String word = args.next();
    switch (word) {
      case "mac" -> LinkLayer.parse(args.next());
      case "vlan" -> vlan(args);
      case "rate", "max_tx_rate", "min_tx_rate" -> args.u32("Invalid \"" + word + "\" value\n");
      case "spoofchk", "query_rss", "trust" -> Switch.flag(word, args);
      case "state" -> state(args);
      case "node_guid", "port_guid" -> args.skip();
      default -> {
        args.back();
        return false;
      }
    }
    return true;
  }

  private static void vlan(Args args) {
    args.u32("Invalid \"vlan\" value\n");
    if (args.accept("qos")) {
      args.u32("Invalid \"qos\" value\n");
    }
    if (args.accept("proto")) {
      args.skip();
    }
  }

  private static void state(Args args) {
    String word = args.next();
    if (!word.equals("auto") && !word.equals("enable") && !word.equals("disable")) {
      throw Args.invarg("Invalid \"state\" value\n", word);
    }
  }
}
