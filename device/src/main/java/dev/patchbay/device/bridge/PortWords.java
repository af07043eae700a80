package dev.patchbay.device.bridge;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words after `type bridge_slave`.
final class PortWords {
  private final Args args;
  private final LinkParser links;
  private PortOptions options = PortOptions.NONE;

  PortWords(Args args, LinkParser links) {
    this.args = args;
    this.links = links;
  }

  PortOptions read() {
    while (args.hasNext()) {
      String word = args.next();
      PortFlag flag = flag(word);
      PortNumber number = number(word);
      if (flag != null) {
        options = options.with(flag, isOn(word, args.next()));
      } else if (number != null) {
        options = options.with(number, value(number, args.next()));
      } else {
        rest(word);
      }
    }
    return options;
  }

  private void rest(String word) {
    if (Args.matches(word, "fdb_flush")) {
      options = options.withFlush();
    } else if (Args.matches(word, "backup_port")) {
      options = options.withBackup(device(args.next()));
    } else if (Args.matches(word, "nobackup_port")) {
      options = options.withBackup(null);
    } else {
      throw BridgeSlave.refusal(word);
    }
  }

  private static @Nullable PortFlag flag(String word) {
    if (word.equals("mcast_fast_leave")) {
      return PortFlag.FASTLEAVE;
    }
    for (PortFlag flag : PortFlag.values()) {
      if (word.equals(flag.word())) {
        return flag;
      }
    }
    return null;
  }

  private static boolean isOn(String word, String value) {
    boolean on = value.equals("on");
    if (!on && !value.equals("off")) {
      throw new CommandException(
          1,
          "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\""
              .formatted(word, value));
    }
    return on;
  }

  private static @Nullable PortNumber number(String word) {
    for (PortNumber number : PortNumber.values()) {
      if (Args.matches(word, number.word())) {
        return number;
      }
    }
    return null;
  }

  private static long value(PortNumber number, String text) {
    OptionalLong value =
        switch (number.bits()) {
          case 8 -> Numbers.u8(text, 0);
          case 16 -> Numbers.u16(text, 0);
          default -> Numbers.u32(text, 0);
        };
    return value.orElseThrow(() -> Args.invarg(number.refusal(), text));
  }

  private NetDevice device(String name) {
    NetDevice device = links.netns().device(name);
    if (device == null) {
      throw Args.invarg("Device does not exist\n", name);
    }
    return device;
  }
}
