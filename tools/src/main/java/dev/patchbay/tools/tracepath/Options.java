package dev.patchbay.tools.tracepath;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.tools.ping.Argument;
import dev.patchbay.tools.ping.Voice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the words of `tracepath` ask for. Set once, while they are read.
final class Options {
  private static final int MOST_HOPS = 255;
  private static final int MOST_PORT = 65535;

  static final String VERSION =
      """
      tracepath from iputils 20221126
      libcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes
      """;

  private static final String USAGE =
      """

      Usage
        tracepath [options] <destination>

      Options:
        -4             use IPv4
        -6             use IPv6
        -b             print both name and ip
        -l <length>    use packet <length>
        -m <hops>      use maximum <hops>
        -n             no dns name resolution
        -p <port>      use destination <port>
        -V             print version and exit
        <destination>  dns name or ip address

      For more details see tracepath(8).\
      """;

  @Nullable Family family;
  boolean numeric;
  boolean both;
  boolean version;
  int length;
  int maxHops = 30;
  int port;
  String host = "";

  static Options read(Voice voice, List<String> words) throws FileException {
    Options options = new Options();
    options.family = voice.name().endsWith("6") ? Family.IPV6 : null;
    GetOpt reader = new GetOpt(voice.name(), "46nbh?l:m:p:V", Map.of());
    String complaint = "";
    try {
      reader.parse(words);
    } catch (GetOpt.Wrong e) {
      complaint = e.message() + "\n";
    }
    for (GetOpt.Option option : reader.options()) {
      options.take(voice, option);
    }
    if (options.version) {
      return options;
    }
    if (!complaint.isEmpty() || reader.operands().size() != 1) {
      throw usage(complaint);
    }
    options.target(voice, reader.operands().getFirst());
    return options;
  }

  private static CommandException usage(String complaint) {
    return new CommandException(255, complaint + USAGE);
  }

  private void take(Voice voice, GetOpt.Option option) throws FileException {
    switch (option.letter()) {
      case "4" -> family = Family.IPV4;
      case "6" -> family = Family.IPV6;
      case "n" -> numeric = true;
      case "b" -> both = true;
      case "l" -> length = number(voice, option, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "m" -> maxHops = number(voice, option, 0, MOST_HOPS);
      case "p" -> port = number(voice, option, 0, MOST_PORT);
      case "V" -> version = true;
      default -> throw usage("");
    }
  }

  private static int number(Voice voice, GetOpt.Option option, int least, int most)
      throws FileException {
    return (int) new Argument(voice, option.value()).between(least, most);
  }

  /// A host, and behind a slash the port.
  private void target(Voice voice, String word) throws FileException {
    int slash = word.indexOf('/');
    host = slash < 0 ? word : word.substring(0, slash);
    if (slash >= 0) {
      port = (int) new Argument(voice, word.substring(slash + 1)).between(0, MOST_PORT);
    }
  }
}
