package dev.patchbay.tools.teamnl;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.core.text.GetOpt.Long;
import dev.patchbay.device.team.TeamDevice;
import dev.patchbay.device.team.TeamOption;
import dev.patchbay.device.team.TeamPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `teamnl`: what the driver has of a team, without its daemon.
public final class Teamnl implements Command {
  private static final String USAGE =
      """
       [options] teamdevname command [command args]
      \t-h --help                Show this help
      \t-p --port_name           team slave port name
      \t-a --array_index         team option array index
      Commands:
      \tports
      \toptions
      \tgetoption OPT_NAME
      \tsetoption OPT_NAME OPT_VALUE
      \tmonitor OPT_STYLE
      """;

  private static final Map<String, Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("help", Long.flag("h"));
    LONGS.put("port_name", Long.with("p"));
    LONGS.put("array_index", Long.with("a"));
  }

  /// Which of the options of one name is meant.
  private record Selection(TeamDevice team, @Nullable TeamPort port, int index) {
    TeamOption option(String name) {
      TeamOption option = team.option(name, port, index);
      if (option == null) {
        throw failed(Errno.ENOENT);
      }
      return option;
    }
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt read = new GetOpt(process.name(), "hp:a:", LONGS);
    try {
      read.parse(args.rest());
    } catch (GetOpt.Wrong e) {
      return refuse(process, e.message() + "\nunknown option.");
    }
    String port = null;
    int index = -1;
    for (GetOpt.Option option : read.options()) {
      switch (option.letter()) {
        case "p" -> port = option.value();
        case "a" -> index = number(option.value()).intValue();
        default -> {
          process.out().print(process.name() + USAGE);
          return 0;
        }
      }
    }
    List<String> words = read.operands();
    if (words.isEmpty()) {
      return refuse(process, "No team device specified.\n");
    }
    if (words.size() < 2) {
      return refuse(process, "No command specified.\n");
    }
    String command = words.get(1);
    List<String> arguments = words.subList(2, words.size());
    return switch (command) {
      case "ports", "options", "getoption", "setoption" ->
          act(process, select(process, words.getFirst(), port, index), command, arguments);
      case "monitor" -> throw new CommandException(1, "teamnl: monitor is not there yet.");
      default -> refuse(process, "Unknown command \"" + command + "\".\n");
    };
  }

  private static int refuse(Process process, String complaint) throws FileException {
    process.complain(complaint);
    process.out().print(process.name() + USAGE);
    return 1;
  }

  private static CommandException failed(Errno errno) {
    return new CommandException(1, "Command failed: " + errno.text());
  }

  private static java.lang.Long number(String text) {
    try {
      return java.lang.Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw failed(Errno.EINVAL);
    }
  }

  private static Selection select(
      Process process, String name, @Nullable String portName, int index) {
    NetDevice device = find(process, name);
    if (!(device instanceof TeamDevice team)) {
      throw new CommandException(
          1,
          """
          libteam: port_list_init: Failed to get port list.
          libteam: team_init: Failed to init port list.
          Team init failed.
          Command failed: Invalid argument\
          """);
    }
    if (portName == null) {
      return new Selection(team, null, index);
    }
    if (!(find(process, portName).port() instanceof TeamPort port) || port.team() != team) {
      throw failed(Errno.ENOENT);
    }
    return new Selection(team, port, index);
  }

  private static NetDevice find(Process process, String name) {
    NetDevice device = process.netns().device(name);
    if (device == null) {
      throw new CommandException(
          1, "Netdevice \"" + name + "\" not found.\nCommand failed: " + Errno.ENODEV.text());
    }
    return device;
  }

  private static int act(
      Process process, Selection selection, String command, List<String> arguments)
      throws FileException {
    switch (command) {
      case "ports" -> showPorts(process, selection.team);
      case "options" -> {
        for (TeamOption option : selection.team.options().reversed()) {
          process.out().println(line(option));
        }
      }
      case "getoption" -> {
        require(arguments, 0, "getoption: Option name");
        process.out().println(text(selection.option(arguments.getFirst())));
      }
      default -> {
        require(arguments, 0, "setoption: Option name");
        require(arguments, 1, "setoption: Option value");
        set(selection.team, selection.option(arguments.getFirst()), arguments.get(1));
      }
    }
    return 0;
  }

  private static void require(List<String> arguments, int at, String what) {
    if (arguments.size() <= at) {
      String expected = what + " as a command line parameter expected.\n";
      throw new CommandException(1, expected + failed(Errno.EINVAL).message());
    }
  }

  // ---- ports

  private static void showPorts(Process process, TeamDevice team) throws FileException {
    for (int i = team.portCount() - 1; i >= 0; i--) {
      TeamPort port = team.port(i);
      process
          .out()
          .println(
              " %d: %s: %s %dMbit %s "
                  .formatted(
                      port.device().index(),
                      port.device().name(),
                      port.hasLink() ? "up" : "down",
                      port.speed(),
                      port.isFullDuplex() ? "FD" : "HD"));
    }
  }

  // ---- options

  private static String line(TeamOption option) {
    TeamPort port = option.port();
    return " "
        + option.name()
        + (port == null ? "" : " (port:" + port.device().name() + ")")
        + (option.index() < 0 ? "" : " (arridx:" + option.index() + ")")
        + " "
        + text(option)
        + " ";
  }

  private static String text(TeamOption option) {
    Object value = option.value();
    if (!(value instanceof byte[] bytes)) {
      return value.toString();
    }
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) {
      text.append("\\%02x".formatted(one));
    }
    return text.toString();
  }

  private static void set(TeamDevice team, TeamOption option, String text) {
    Object value =
        switch (option.type()) {
          case U32 -> unsigned(text);
          case S32 -> signed(text);
          case BOOL -> flag(text);
          case STRING -> text;
          case BINARY -> throw failed(Errno.EINVAL);
        };
    try {
      team.set(option, value);
    } catch (NetlinkException e) {
      throw failed(e.errno());
    }
  }

  private static java.lang.Long unsigned(String text) {
    java.lang.Long number = number(text);
    if (number >>> Integer.SIZE != 0) {
      throw failed(Errno.ERANGE);
    }
    return number;
  }

  private static java.lang.Long signed(String text) {
    java.lang.Long number = number(text);
    if (number != number.intValue()) {
      throw failed(Errno.ERANGE);
    }
    return number;
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw failed(Errno.EINVAL);
    };
  }
}
