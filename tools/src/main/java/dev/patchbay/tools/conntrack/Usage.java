package dev.patchbay.tools.conntrack;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.IpProtocol;
import org.jspecify.annotations.Nullable;

/// What the command says of itself and of wrong words.
final class Usage {
  static final String NAME = "conntrack v1.4.7 (conntrack-tools)";

  static final String HELP =
      """
      Command line interface for the connection tracking system. Version 1.4.7
      Usage: conntrack [commands] [options]

      Commands:
        -L [table] [options]\t\tList conntrack or expectation table
        -G [table] parameters\t\tGet conntrack or expectation
        -D [table] parameters\t\tDelete conntrack or expectation
        -I [table] parameters\t\tCreate a conntrack or expectation
        -U [table] parameters\t\tUpdate a conntrack
        -E [table] [options]\t\tShow events
        -F [table]\t\t\tFlush table
        -C [table]\t\t\tShow counter
        -S\t\t\t\tShow statistics

      Tables: conntrack, expect, dying, unconfirmed

      Conntrack parameters and options:
        -n, --src-nat ip\t\t\tsource NAT ip
        -g, --dst-nat ip\t\t\tdestination NAT ip
        -j, --any-nat ip\t\t\tsource or destination NAT ip
        -m, --mark mark\t\t\tSet mark
        -c, --secmark secmark\t\t\tSet selinux secmark
        -e, --event-mask eventmask\t\tEvent mask, eg. NEW,DESTROY
        -z, --zero \t\t\t\tZero counters while listing
        -o, --output type[,...]\t\tOutput format, eg. xml
        -l, --label label[,...]\t\tconntrack labels

      Expectation parameters and options:
        --tuple-src ip\tSource address in expect tuple
        --tuple-dst ip\tDestination address in expect tuple

      Updating parameters and options:
        --label-add label\tAdd label
        --label-del label\tDelete label

      Common parameters and options:
        -s, --src, --orig-src ip\t\tSource address from original direction
        -d, --dst, --orig-dst ip\t\tDestination address from original direction
        -r, --reply-src ip\t\tSource addres from reply direction
        -q, --reply-dst ip\t\tDestination address from reply direction
        -p, --protonum proto\t\tLayer 4 Protocol, eg. 'tcp'
        -f, --family proto\t\tLayer 3 Protocol, eg. 'ipv6'
        -t, --timeout timeout\t\tSet timeout
        -u, --status status\t\tSet status, eg. ASSURED
        -w, --zone value\t\tSet conntrack zone
        --orig-zone value\t\tSet zone for original direction
        --reply-zone value\t\tSet zone for reply direction
        -b, --buffer-size\t\tNetlink socket buffer size
        --mask-src ip\t\t\tSource mask address
        --mask-dst ip\t\t\tDestination mask address
      """;

  private static final int PARAMETER = 2;

  private Usage() {}

  /// Words that make no command.
  static CommandException wrong(String message) {
    String hint = "Try `conntrack -h' or 'conntrack --help' for more information.";
    return new CommandException(PARAMETER, NAME + ": " + message + "\n" + hint);
  }

  /// An option that the command must have.
  static CommandException missing(String option) {
    return wrong("You need to supply the `--" + option + "' option for this command");
  }

  /// An option that the command cannot have.
  static CommandException illegal(String option) {
    return wrong("Illegal option `--" + option + "' with this command");
  }

  /// Two options of which both are needed.
  static CommandException pair(String one, String other) {
    return wrong("you have to specify `--" + one + "' and `--" + other + "'");
  }

  /// What does not work otherwise.
  static CommandException failing(String message) {
    return new CommandException(1, NAME + ": " + message);
  }

  /// What the kernel refuses.
  static CommandException failed(String message) {
    return failing("Operation failed: " + message);
  }

  /// How a command is written that no file may hold.
  static String word(@Nullable Order order) {
    if (order == null) {
      return "unknown";
    }
    return switch (order) {
      case LIST -> "-L";
      case GET -> "-G";
      case EVENT -> "-E";
      case VERSION -> "-V";
      case HELP -> "-h";
      case COUNT -> "-C";
      case STATS -> "-S";
      case EXPECT_LIST -> "-L expect";
      case EXPECT_CREATE, EXPECT_COUNT -> "-C expect";
      case EXPECT_DELETE -> "-D expect";
      case EXPECT_GET -> "-G expect";
      case EXPECT_FLUSH -> "-F expect";
      case EXPECT_EVENT -> "-E expect";
      case EXPECT_STATS -> "-S expect";
      case CREATE, ADD, UPDATE, DELETE, FLUSH -> "unknown";
    };
  }

  /// What the help tells of a protocol.
  static String help(int protocol, boolean known) {
    String name = known ? Reader.protocolName(protocol) : IpProtocol.name(protocol);
    return "Proto `" + (name == null ? "unknown" : name) + "' help:\n" + PortOption.help(protocol);
  }
}
