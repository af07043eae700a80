package dev.patchbay.tools.ethtool;

import dev.patchbay.core.Ethtool.Driver;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options that virtual devices answer.
final class Action {
  private static final int NO_DRIVER = 71;
  private static final int NO_SETTINGS = 75;
  private static final int NO_FEATURES = 92;
  private static final int NO_STATISTICS = 94;
  private static final int NO_STATISTICS_STRINGS = 96;

  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("--driver", "-i"),
          Map.entry("--show-features", "-k"),
          Map.entry("--show-offload", "-k"),
          Map.entry("--features", "-K"),
          Map.entry("--offload", "-K"),
          Map.entry("--statistics", "-S"),
          Map.entry("--show-time-stamping", "-T"),
          Map.entry("--show-permaddr", "-P"),
          Map.entry("--change", "-s"));

  private static final Set<String> OPTIONS =
      Set.of("-i", "-k", "-K", "-S", "-T", "-P", "-s", "--show-module");

  /// The options whose answers can be JSON.
  private static final Set<String> WITH_JSON =
      Set.of(
          "-k",
          "--show-features",
          "--show-offload",
          "-a",
          "--show-pause",
          "--show-fec",
          "--show-module");

  private final Process process;
  private final String name;
  private final @Nullable NetDevice device;
  private final boolean json;

  Action(Process process, String name, @Nullable NetDevice device, boolean json) {
    this.process = process;
    this.name = name;
    this.device = device;
    this.json = json;
  }

  static boolean isOption(String option) {
    return OPTIONS.contains(SAME.getOrDefault(option, option));
  }

  static boolean hasJson(String option) {
    return WITH_JSON.contains(option);
  }

  /// Who drives the device: what it says, or its kind, or nobody (`ethtool_get_drvinfo`).
  static @Nullable Driver driver(NetDevice device) {
    Driver said = device.ethtool().driver();
    if (said != null || device.kind() == null) {
      return said;
    }
    return new Driver(device.kind().name(), Machine.KERNEL_RELEASE, "", "", false);
  }

  /// Does what the option says; returns the exit status.
  int run(String option, Args args) throws FileException {
    String action = SAME.getOrDefault(option, option);
    if (device == null) {
      return missing(action, args);
    }
    return switch (action) {
      case "-i" -> driver(device, args);
      case "-k" -> features(device, args);
      case "-K" -> new FeatureChange(process, device).change(args);
      case "-S" -> statistics(device, args);
      case "-T" -> stamps(device);
      case "-P" -> {
        process.out().print("Permanent address: not set\n");
        yield 0;
      }
      case "--show-module" -> {
        process.out().print(module());
        yield 0;
      }
      default -> change(args);
    };
  }

  /// Nothing is plugged in that could tell more.
  private String module() {
    return json
        ? "[ {\n        \"ifname\": \"" + name + "\"\n    } ]\n"
        : "Module parameters for " + name + ":\n";
  }

  private int missing(String action, Args args) {
    Errno error = Errno.ENODEV;
    switch (action) {
      case "-i" -> {
        if (name.length() > 15) {
          process.complain(
              "ethtool netlink support for subcommand missing, device name longer than 15 not"
                  + " supported");
          return 1;
        }
        process.complain("Cannot get driver information: " + error.text());
        return NO_DRIVER;
      }
      case "-S" -> {
        process.complain("Cannot get stats strings information: " + error.text());
        return NO_STATISTICS_STRINGS;
      }
      case "-P" -> {
        process.complain(Refusal.netlink("", error));
        return 1;
      }
      case "-s" -> Words.check("-s", args);
      default -> {}
    }
    process.complain(Refusal.netlink(Refusal.NO_DEVICE, error));
    return action.equals("-K") ? NO_FEATURES : action.equals("-s") ? NO_SETTINGS : 1;
  }

  private int driver(NetDevice shown, Args args) throws FileException {
    if (args.hasNext()) {
      throw new CommandException(
          1, "ethtool: bad command line argument(s)\nFor more information run ethtool -h");
    }
    Driver driver = driver(shown);
    if (driver == null) {
      process.complain("Cannot get driver information: " + Errno.EOPNOTSUPP.text());
      return NO_DRIVER;
    }
    process
        .out()
        .print(
            """
            driver: %s
            version: %s
            firmware-version: %s
            expansion-rom-version:\s
            bus-info: %s
            supports-statistics: %s
            supports-test: no
            supports-eeprom-access: no
            supports-register-dump: no
            supports-priv-flags: no
            """
                .formatted(
                    driver.name(),
                    driver.version(),
                    driver.firmware(),
                    driver.bus(),
                    driver.hasStatistics() ? "yes" : "no"));
    return 0;
  }

  private int features(NetDevice shown, Args args) throws FileException {
    if (args.hasNext()) {
      throw new CommandException(1, "ethtool: unexpected parameter '" + args.next() + "'");
    }
    StringBuilder text = new StringBuilder();
    Output out = new Output(text, json ? Output.Options.PRETTY_JSON : Output.Options.TEXT);
    FeatureText.show(shown, out);
    process.out().print(text);
    return 0;
  }

  private int statistics(NetDevice shown, Args args) throws FileException {
    if (args.hasNext()) {
      return standardStatistics(args);
    }
    Map<String, Long> counters = shown.ethtool().statistics();
    if (counters.isEmpty()) {
      process.complain("no stats available");
      return NO_STATISTICS;
    }
    StringBuilder text = new StringBuilder("NIC statistics:\n");
    counters.forEach(
        (key, value) -> text.append("     ").append(key).append(": ").append(value).append('\n'));
    process.out().print(text);
    return 0;
  }

  private int standardStatistics(Args args) throws FileException {
    String word = args.next();
    if (!word.equals("--groups") && !word.equals("--all-groups")) {
      throw new CommandException(1, "ethtool (-S): unknown parameter '" + word + "'");
    }
    Set<String> groups = Set.of("eth-phy", "eth-mac", "eth-ctrl", "rmon");
    while (args.hasNext()) {
      if (!groups.contains(args.next())) {
        process.complain(Refusal.netlink("bit name not found (offset 48)", Errno.EOPNOTSUPP));
        return 1;
      }
    }
    process.out().print("Standard stats for " + name + ":\n");
    return 0;
  }

  private int stamps(NetDevice shown) throws FileException {
    process
        .out()
        .print(
            "Time stamping parameters for "
                + name
                + ":\nCapabilities:\n"
                + (shown.ethtool().stampsSent() ? "\tsoftware-transmit\n" : "")
                + """
                \tsoftware-receive
                \tsoftware-system-clock
                PTP Hardware Clock: none
                Hardware Transmit Timestamp Modes: none
                Hardware Receive Filter Modes: none
                """);
    return 0;
  }

  /// No virtual device lets its link be changed.
  private int change(Args args) {
    Words.check("-s", args);
    if (!args.hasNext()) {
      return 0;
    }
    int autoneg = args.rest().indexOf("autoneg");
    boolean asksFirst =
        autoneg >= 0
            && args.rest().subList(autoneg, args.remaining()).contains("on")
            && device != null;
    boolean hasSettings = device != null && device.ethtool().linkSettings() != null;
    String extended = asksFirst && !hasSettings ? "failed to retrieve link settings" : "";
    process.complain(Refusal.netlink(extended, Errno.EOPNOTSUPP));
    return NO_SETTINGS;
  }
}
