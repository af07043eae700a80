package dev.patchbay.tools.ethtool;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options that only hardware answers, and whose refusal depends on the words behind them:
/// rules for received frames, tunables, resets, memories, images, queues.
final class HardwareOptions {
  private static final String NUMBER = "0[xX][0-9a-fA-F]+|-?[0-9]+";

  private static final int REFUSED = 255;
  private static final int NO_TUNABLE = 87;
  private static final int NO_QUEUES = 242;
  private static final int NO_MEMORY = 74;
  private static final int NO_BYTES = 75;
  private static final int SHARED = 16;

  private static final Map<String, String> SAME =
      Map.of(
          "--change-eeprom", "-E",
          "-U", "-N",
          "--config-nfc", "-N",
          "--config-ntuple", "-N",
          "--set-dump", "-W",
          "--flash", "-f",
          "--per-queue", "-Q");

  private static final Set<String> OPTIONS =
      Set.of(
          "-E",
          "-N",
          "-W",
          "-f",
          "-Q",
          "--reset",
          "--get-tunable",
          "--set-tunable",
          "--get-phy-tunable",
          "--set-phy-tunable");

  private static final Set<String> TUNABLES =
      Set.of("rx-copybreak", "tx-copybreak", "tx-buf-size", "pfc-prevention-tout");

  private static final Map<String, String> PHY_TUNABLES =
      Map.of(
          "downshift", "PHY downshift count",
          "fast-link-down", "PHY Fast Link Down value",
          "energy-detect-power-down", "PHY Energy Detect Power Down");

  /// What can be reset, in the order of their bits.
  private static final Map<String, Integer> PARTS = parts();

  static final Set<String> FLOWS =
      Set.of(
          "tcp4", "udp4", "ah4", "esp4", "sctp4", "tcp6", "udp6", "ah6", "esp6", "sctp6", "ether",
          "ip4", "ip6");

  private final Process process;
  private final @Nullable NetDevice device;
  private final Errno error;

  HardwareOptions(Process process, @Nullable NetDevice device) {
    this.process = process;
    this.device = device;
    this.error = device == null ? Errno.ENODEV : Errno.EOPNOTSUPP;
  }

  private static Map<String, Integer> parts() {
    Map<String, Integer> parts = new LinkedHashMap<>();
    String[] names = {"mgmt", "irq", "dma", "filter", "offload", "mac", "phy", "ram", "ap"};
    for (int i = 0; i < names.length; i++) {
      parts.put(names[i], 1 << i);
      parts.put(names[i] + "-shared", 1 << (i + SHARED));
    }
    parts.put("dedicated", 0xffff);
    parts.put("all", 0xffff_ffff);
    return parts;
  }

  static boolean has(String option) {
    return OPTIONS.contains(SAME.getOrDefault(option, option));
  }

  /// Refuses what the words ask for; returns the exit status.
  int run(String option, Args args) throws FileException {
    return switch (SAME.getOrDefault(option, option)) {
      case "-E" -> memory(args);
      case "-N" -> rule(args);
      case "-W" -> {
        require(args, NUMBER);
        yield refuse(1, "Can not set dump level: ");
      }
      case "-f" -> image(args);
      case "-Q" -> queues(args);
      case "--reset" -> reset(args);
      case "--get-tunable" -> {
        process.complain(tunable(args) + ": Cannot get tunable");
        yield REFUSED;
      }
      case "--set-tunable" -> {
        String name = tunable(args);
        require(args, NUMBER);
        yield refuse(REFUSED, name + ": ");
      }
      case "--get-phy-tunable" -> phyTunable(args);
      default -> changePhyTunable(args);
    };
  }

  private int refuse(int status, String what) {
    process.complain(what + error.text());
    return status;
  }

  private static CommandException wrong() {
    return Ethtool.wrong();
  }

  private static String require(Args args, String pattern) {
    String word = args.hasNext() ? args.next() : "";
    if (!word.matches(pattern)) {
      throw wrong();
    }
    return word;
  }

  // ---- rules

  private int rule(Args args) {
    String action = require(args, "rx-flow-hash|flow-type|delete");
    switch (action) {
      case "delete" -> {
        require(args, NUMBER);
        refuse(1, "rmgr: Cannot delete RX class rule: ");
        process.complain("Cannot delete classification rule");
      }
      case "rx-flow-hash" -> {
        require(args, String.join("|", FLOWS));
        require(args, "[mvtsdfnre]+");
        return refuse(0, "Cannot change RX network flow hashing options: ");
      }
      default -> {
        if (!args.hasNext() || !FLOWS.contains(args.next())) {
          process.complain("Add rule, invalid syntax");
          throw wrong();
        }
        refuse(1, "rxclass: Cannot get RX class rule count: ");
        process.complain("Cannot insert classification rule");
      }
    }
    return 1;
  }

  // ---- tunables

  private static String tunable(Args args) {
    String name = args.hasNext() ? args.next() : "";
    if (!TUNABLES.contains(name)) {
      throw wrong();
    }
    return name;
  }

  private int phyTunable(Args args) {
    String name = require(args, String.join("|", PHY_TUNABLES.keySet()));
    String what = PHY_TUNABLES.get(name);
    boolean isBare = name.equals("energy-detect-power-down");
    return refuse(NO_TUNABLE, "Cannot Get " + what + (isBare ? " value: " : ": "));
  }

  private int changePhyTunable(Args args) {
    String name = require(args, String.join("|", PHY_TUNABLES.keySet()));
    String value = args.hasNext() ? args.next() : "";
    if (!value.equals("on") && !value.equals("off")) {
      if (!value.isEmpty()) {
        process.complain("Invalid boolean");
      }
      throw wrong();
    }
    boolean isOn = value.equals("on");
    if (isOn && args.hasNext()) {
      require(args, name.equals("downshift") ? "count" : "msecs");
      require(args, NUMBER);
    } else if (isOn && name.equals("energy-detect-power-down")) {
      process.complain("'msecs' max value is 65533.");
      throw wrong();
    }
    return refuse(NO_TUNABLE, "Cannot Set " + PHY_TUNABLES.get(name) + ": ");
  }

  // ---- memories and images

  private int memory(Args args) {
    boolean isWithin = true;
    while (args.hasNext()) {
      String word = require(args, "magic|offset|length|value");
      String value = require(args, NUMBER);
      isWithin &= word.equals("magic") || (!word.equals("value") && value.equals("0"));
    }
    if (device == null || Action.driver(device) == null) {
      return refuse(NO_MEMORY, "Cannot get driver information: ");
    }
    process.complain(isWithin ? "not enough data from stdin" : "offset & length out of bounds");
    return isWithin ? NO_BYTES : 1;
  }

  /// A device that takes no image says nothing.
  private int image(Args args) {
    require(args, ".+");
    return device == null ? refuse(REFUSED, "Flashing failed: ") : 0;
  }

  // ---- resets

  private int reset(Args args) throws FileException {
    int parts = 0;
    while (args.hasNext()) {
      String word = args.next();
      Integer part = PARTS.get(word);
      if (word.equals("flags")) {
        parts |= Long.decode(require(args, NUMBER)).intValue();
      } else if (part == null) {
        throw wrong();
      } else {
        parts |= part;
      }
    }
    if (parts == 0) {
      throw wrong();
    }
    refuse(1, "Cannot issue ETHTOOL_RESET: ");
    process.out().print("ETHTOOL_RESET 0x" + Integer.toHexString(parts) + "\n");
    return 1;
  }

  // ---- queues

  private int queues(Args args) throws FileException {
    String word = require(args, "queue_mask|--show-coalesce|-c|--coalesce|-C");
    boolean isMasked = word.equals("queue_mask");
    if (isMasked) {
      require(args, NUMBER);
      require(args, "--show-coalesce|-c|--coalesce|-C");
    } else if (device == null || !device.ethtool().hasChannels()) {
      return refuse(NO_QUEUES, "Cannot get number of queues: ");
    }
    refuse(NO_QUEUES, "Cannot get device per queue parameters: ");
    process.complain("Cannot get device per queue parameters: " + Errno.EINVAL.text());
    if (!isMasked) {
      process.out().print("The sub commands will be applied to all 1 queues\n");
    }
    return NO_QUEUES;
  }
}
