package dev.patchbay.tools.ethtool;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The options that no virtual device answers: how the refusal reads, and with what status it ends.
enum Refusal {
  PAUSE(1, "", "-a", "--show-pause"),
  SET_PAUSE(76, "", "-A", "--pause"),
  COALESCE(1, "", "-c", "--show-coalesce"),
  SET_COALESCE(1, "", "-C", "--coalesce"),
  RING(1, "", "-g", "--show-ring"),
  SET_RING(81, "", "-G", "--set-ring"),
  CHANNELS(1, "", "-l", "--show-channels"),
  SET_CHANNELS(1, "", "-L", "--set-channels"),
  EEE(1, "", "--show-eee"),
  SET_EEE(76, "", "--set-eee"),
  FEC(1, "", "--show-fec"),
  SET_FEC(83, "", "--set-fec"),
  PRIVATE_FLAGS(1, "", "--show-priv-flags"),
  SET_PRIVATE_FLAGS(1, "", "--set-priv-flags"),
  CABLE_TEST(1, "", "--cable-test"),
  CABLE_TEST_TDR(1, "", "--cable-test-tdr"),
  MODULE(1, "", "-m", "--dump-module-eeprom", "--module-info"),
  SET_MODULE(83, "", "--set-module"),
  TUNNELS(1, "", "--show-tunnels"),
  RXFH(1, "Cannot get RX ring count", "-x", "--show-rxfh-indir", "--show-rxfh"),
  SET_RXFH(1, "Cannot get RX ring count", "-X", "--set-rxfh-indir", "--rxfh"),
  TEST(74, "Cannot test", "-t", "--test"),
  REGISTERS(74, "Cannot get register dump", "-d", "--register-dump"),
  EEPROM(74, "Cannot get EEPROM data", "-e", "--eeprom-dump"),
  NEGOTIATE(255, "Cannot restart autonegotiation", "-r", "--negotiate"),
  IDENTIFY(255, "Cannot identify NIC", "-p", "--identify"),
  DUMP(1, "Can not get dump level", "-w", "--get-dump"),
  RULES(1, "Cannot get RX rings", "-n", "-u", "--show-nfc", "--show-ntuple"),
  PHY_STATISTICS(94, "no stats available", "--phy-statistics");

  private final int status;
  private final String call;
  private final String options;

  Refusal(int status, String call, String... options) {
    this.status = status;
    this.call = call;
    this.options = " " + String.join(" ", options) + " ";
  }

  /// The refusal of the option, or null.
  static @Nullable Refusal of(String option) {
    return Arrays.stream(values())
        .filter(r -> r.options.contains(" " + option + " "))
        .findFirst()
        .orElse(null);
  }

  int status(boolean hasDevice) {
    return this == REGISTERS && !hasDevice ? 72 : status;
  }

  /// What is said.
  ///
  /// @param hasDevice whether there is such a device
  /// @param hasDriver whether the device names its driver
  /// @param args the words behind the device
  String text(boolean hasDevice, boolean hasDriver, Args args) {
    Errno error = hasDevice ? Errno.EOPNOTSUPP : Errno.ENODEV;
    if (call.isEmpty()) {
      return netlink(hasDevice ? extended() : NO_DEVICE, error);
    }
    return switch (this) {
      case PHY_STATISTICS ->
          hasDevice ? call : "Cannot get stats strings information: " + error.text();
      case TEST -> (hasDevice ? call : "Cannot get strings") + ": " + error.text();
      case REGISTERS, EEPROM ->
          (hasDriver ? call : "Cannot get driver information") + ": " + error.text();
      case RULES -> rules(error, args);
      default -> call + ": " + error.text();
    };
  }

  private String extended() {
    return switch (this) {
      case TUNNELS -> "device does not report tunnel offload info";
      case SET_MODULE -> "Setting power mode policy is not supported by this device (offset 32)";
      default -> "";
    };
  }

  private String rules(Errno error, Args args) {
    return switch (args.hasNext() ? args.next() : "") {
      case "rule" ->
          "rxclass: Cannot get RX class rule: "
              + error.text()
              + "\nCannot get RX classification rule";
      case "rx-flow-hash" -> "Cannot get RX network flow hashing options: " + error.text();
      default ->
          call
              + ": "
              + error.text()
              + "\nrxclass: Cannot get RX class rule count: "
              + error.text()
              + "\nRX classification rule retrieval failed";
    };
  }

  /// What the kernel says about a name that no device has.
  static final String NO_DEVICE = "no device matches name (offset 24)";

  /// How ethtool shows what the kernel refuses by netlink.
  static String netlink(String extended, Errno error) {
    return (extended.isEmpty() ? "" : "netlink error: " + extended + "\n")
        + "netlink error: "
        + error.text();
  }
}
