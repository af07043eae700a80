package dev.patchbay.tools.arping;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.tools.ping.Argument;
import dev.patchbay.tools.ping.Voice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the words of `arping` ask for. Set once, while they are read.
final class Options {
  static final String VERSION =
      """
      arping from iputils 20221126
      libcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes
      """;

  private static final int USAGE_STATUS = 2;
  private static final String USAGE =
      """

      Usage:
        arping [options] <destination>

      Options:
        -f            quit on first reply
        -q            be quiet
        -b            keep on broadcasting, do not unicast
        -D            duplicate address detection mode
        -U            unsolicited ARP mode, update your neighbours
        -A            ARP answer mode, update your neighbours
        -V            print version and exit
        -c <count>    how many packets to send
        -w <timeout>  how long to wait for a reply
        -i <interval> set interval between packets (default: 1 second)
        -I <device>   which ethernet device to use
        -s <source>   source ip address
        <destination> dns name or ip address

      For more details see arping(8).\
      """;

  /// How many requests to send; 0 for no limit.
  int count;

  /// Seconds until it ends; 0 for never.
  int timeout;

  /// Seconds between requests.
  int interval = 1;

  boolean quitOnReply;
  boolean quiet;
  boolean broadcastOnly;
  boolean detection;
  boolean unsolicited;
  boolean answer;
  boolean version;
  @Nullable String device;
  @Nullable String source;
  String destination = "";

  private final Voice voice;

  private Options(Voice voice) {
    this.voice = voice;
  }

  static Options read(Voice voice, List<String> words) throws FileException {
    Options options = new Options(voice);
    GetOpt reader = new GetOpt(voice.name(), "h?bfDUAqc:w:i:s:I:V", Map.of());
    String complaint = "";
    try {
      reader.parse(words);
    } catch (GetOpt.Wrong e) {
      complaint = e.message() + "\n";
    }
    for (GetOpt.Option option : reader.options()) {
      options.take(option);
    }
    List<String> operands = reader.operands();
    if (!options.version && (!complaint.isEmpty() || operands.size() != 1)) {
      throw new CommandException(USAGE_STATUS, complaint + USAGE);
    }
    options.destination = options.version ? "" : operands.getFirst();
    return options;
  }

  private void take(GetOpt.Option option) throws FileException {
    if (version) {
      return;
    }
    switch (option.letter()) {
      case "b" -> broadcastOnly = true;
      case "D" -> {
        detection = true;
        quitOnReply = true;
      }
      case "U" -> unsolicited = true;
      case "A" -> {
        answer = true;
        unsolicited = true;
      }
      case "q" -> quiet = true;
      case "f" -> quitOnReply = true;
      case "c" -> count = number(option, 1);
      case "w" -> timeout = number(option, 0);
      case "i" -> interval = number(option, 0);
      case "I" -> device = option.value();
      case "s" -> source = option.value();
      case "V" -> version = true;
      default -> throw new CommandException(USAGE_STATUS, USAGE);
    }
  }

  private int number(GetOpt.Option option, int least) throws FileException {
    return (int) new Argument(voice, option.value()).between(least, Integer.MAX_VALUE);
  }
}
