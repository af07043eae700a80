package dev.patchbay.tools.ethtool;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// `ethtool [--json] OPTION DEVICE WORDS…`: what a device's driver says and can change.
public final class Ethtool implements Command {
  private static final int NO_DATA = 75;

  @Override
  public int run(Process process, Args args) throws FileException {
    boolean json = false;
    while (args.hasNext()) {
      String flag = args.rest().getFirst();
      if (flag.equals("--json")) {
        json = true;
        args.skip();
      } else if (flag.equals("-I") || flag.equals("--include-statistics")) {
        args.skip();
      } else if (flag.equals("--debug")) {
        args.skip();
        checkNumber(args);
      } else {
        break;
      }
    }
    if (!args.hasNext()) {
      throw wrong();
    }
    String first = args.next();
    if (json && !Action.hasJson(first)) {
      throw wrong();
    }
    if (!first.startsWith("-")) {
      return settings(process, first);
    }
    return option(process, first, args, json);
  }

  private static void checkNumber(Args args) {
    if (!args.hasNext() || !args.next().matches("0[xX][0-9a-fA-F]+|[0-9]+")) {
      throw wrong();
    }
  }

  static CommandException wrong() {
    return new CommandException(
        1, "ethtool: bad command line argument(s)\nFor more information run ethtool -h");
  }

  private static int option(Process process, String option, Args args, boolean json)
      throws FileException {
    switch (option) {
      case "-h", "--help" -> {
        process.out().print(help());
        return 0;
      }
      case "--version" -> {
        process.out().print("ethtool version 6.1\n");
        return 0;
      }
      default -> {}
    }
    Refusal refusal = Refusal.of(option);
    if (refusal == null && !Action.isOption(option) && !HardwareOptions.has(option)) {
      throw wrong();
    }
    if (!args.hasNext()) {
      throw wrong();
    }
    String name = args.next();
    NetDevice device = process.netns().device(name);
    if (refusal != null) {
      if (json) {
        process.out().print("[ ]\n");
      }
      return refused(process, refusal, option, name, args);
    }
    if (HardwareOptions.has(option)) {
      return new HardwareOptions(process, device).run(option, args);
    }
    return new Action(process, name, device, json).run(option, args);
  }

  private static int refused(
      Process process, Refusal refusal, String option, String name, Args args)
      throws FileException {
    Words.check(option, args);
    if (refusal == Refusal.RULES) {
      checkRule(args);
    }
    NetDevice device = process.netns().device(name);
    if (device != null && device.ethtool().hasChannels()) {
      if (refusal == Refusal.CHANNELS) {
        process.out().print(Channels.text(device));
        return 0;
      }
      if (refusal == Refusal.SET_CHANNELS) {
        String refused = Channels.set(device, args);
        if (refused != null) {
          process.complain(refused);
        }
        return refused == null ? 0 : 1;
      }
    }
    boolean hasDriver = device != null && Action.driver(device) != null;
    process.complain(refusal.text(device != null, hasDriver, args));
    return refusal.status(device != null);
  }

  private static void checkRule(Args args) {
    List<String> words = args.rest();
    boolean isSound =
        switch (words.isEmpty() ? "" : words.getFirst()) {
          case "" -> true;
          case "rule" -> words.size() > 1 && words.get(1).matches("[0-9]+");
          case "rx-flow-hash" -> words.size() > 1 && HardwareOptions.FLOWS.contains(words.get(1));
          default -> false;
        };
    if (!isSound) {
      throw wrong();
    }
  }

  // ---- the device as a whole

  private static int settings(Process process, String name) throws FileException {
    NetDevice device = process.netns().device(name);
    if (device == null) {
      String missing = Refusal.netlink(Refusal.NO_DEVICE, Errno.ENODEV);
      for (int question = 0; question < 5; question++) {
        process.complain(missing);
      }
      process.complain("No data available");
      return NO_DATA;
    }
    if (!device.ethtool().hasLinkState() && device.ethtool().linkSettings() == null) {
      process.complain("No data available");
      return NO_DATA;
    }
    process.out().print(SettingsText.of(device));
    return 0;
  }

  private static String help() {
    try (InputStream in = Objects.requireNonNull(Ethtool.class.getResourceAsStream("help"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
