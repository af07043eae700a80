package dev.patchbay.tools.teamdctl;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.core.text.GetOpt.Long;
import dev.patchbay.core.text.Json;
import dev.patchbay.tools.teamd.Service;
import dev.patchbay.tools.teamd.Service.Reply;
import dev.patchbay.tools.teamd.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `teamdctl`: asks a running `teamd` how it is, and to change.
public final class Teamdctl implements Command {
  private static final Map<String, Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("help", Long.flag("h"));
    LONGS.put("verbose", Long.flag("v"));
    LONGS.put("oneline", Long.flag("o"));
    LONGS.put("force-dbus", Long.flag("D"));
    LONGS.put("force-zmq", Long.with("Z"));
    LONGS.put("force-usock", Long.flag("U"));
  }

  /// What the options said.
  private record Options(int verbosity, boolean oneLine) {}

  @Override
  public int run(Process process, Args args) throws FileException {
    String name = process.name();
    GetOpt read = new GetOpt(name, "hvoDZ:U", LONGS);
    try {
      read.parse(args.rest());
    } catch (GetOpt.Wrong e) {
      return refuse(process, e.message() + "\nunknown option.");
    }
    int verbosity = 0;
    boolean oneLine = false;
    String forced = "";
    for (GetOpt.Option option : read.options()) {
      switch (option.letter()) {
        case "h" -> {
          process.out().print(usage(name));
          return 0;
        }
        case "v" -> verbosity++;
        case "o" -> oneLine = true;
        case "Z" -> throw new CommandException(1, "ZeroMQ support is not compiled-in");
        default -> forced += forced.contains(option.letter()) ? "" : option.letter();
      }
    }
    if (forced.length() > 1) {
      return refuse(
          process,
          "Only one interface could be forced at a time (UNIX domain socket, D-Bus, ZMQ).");
    }
    return ask(process, read.operands(), new Options(verbosity, oneLine), forced);
  }

  private static int ask(Process process, List<String> words, Options options, String forced)
      throws FileException {
    if (words.isEmpty()) {
      return refuse(process, "No team device specified.");
    }
    List<String> given = words.subList(1, words.size());
    Request request = Request.of(given);
    if (request == null) {
      String unknown = Request.unknown(given);
      return refuse(
          process,
          unknown == null ? "None or incomplete command" : "Unknown command \"" + unknown + "\".");
    }
    List<String> arguments = given.subList(request.length(), given.size());
    if (arguments.size() < request.parameters().size()) {
      String missing = request.parameters().get(arguments.size());
      return refuse(process, "Command line parameter \"" + missing + "\" expected.");
    }
    Session session = connect(process, words.getFirst(), forced);
    return new Answers(process, session, options.verbosity(), options.oneLine())
        .give(request, arguments);
  }

  private static Session connect(Process process, String device, String forced) {
    if (process.netns().device(device) == null) {
      throw new CommandException(1, "Device \"" + device + "\" does not exist");
    }
    String failed = "\nteamdctl_connect failed (" + Errno.EINVAL.text() + ")";
    if (forced.equals("D")) {
      throw new CommandException(
          1,
          "libteamdctl: cli_dbus_init: dbus: Could not acquire the system bus: "
              + "org.freedesktop.DBus.Error.FileNotFound - Failed to connect to socket "
              + "/run/dbus/system_bus_socket: No such file or directory\n"
              + "libteamdctl: teamdctl_connect: Failed to connect using CLI \"dbus\"."
              + failed);
    }
    Service daemon = process.machine().part(Services.KEY).find(device);
    if (daemon == null) {
      String how =
          forced.equals("U")
              ? "Failed to connect using CLI \"usock\"."
              : "Failed to connect using all CLIs.";
      throw new CommandException(1, "libteamdctl: teamdctl_connect: " + how + failed);
    }
    return new Session(process, daemon);
  }

  /// A connection to a daemon.
  record Session(Process process, Service daemon) {
    /// Asks, and returns the answer.
    ///
    /// @throws CommandException when it is a refusal
    String ask(String method, List<String> arguments) {
      Reply reply = daemon.call(process, method, arguments);
      if (reply == null) {
        throw new CommandException(1, "command call failed (" + Errno.ECONNRESET.text() + ")");
      }
      if (reply.error() != null) {
        String where = "libteamdctl: cli_usock_process_msg: usock: Error message ";
        throw new CommandException(
            1,
            "%sreceived: \"%s\"\n%scontent: \"%s\"\ncommand call failed (%s)"
                .formatted(where, reply.error(), where, reply.text(), Errno.EINVAL.text()));
      }
      return reply.text();
    }

    /// Asks for an object.
    Map<String, Object> askForObject(String method, String... arguments) {
      try {
        Map<String, Object> object = Json.object(Json.parse(ask(method, List.of(arguments))));
        return object == null ? Map.of() : object;
      } catch (Json.Wrong e) {
        throw new CommandException(1, "Failed to parse JSON dump.");
      }
    }
  }

  private static int refuse(Process process, String complaint) throws FileException {
    process.complain(complaint);
    process.out().print(usage(process.name()));
    return 1;
  }

  private static String usage(String name) {
    StringBuilder text =
        new StringBuilder(
            """
            %s [options] teamdevname command [command args]
                -h --help                Show this help
                -v --verbose             Increase output verbosity
                -o --oneline             Force output to one line if possible
                -D --force-dbus          Force to use D-Bus interface
                -Z --force-zmq=ADDRESS   Force to use ZeroMQ interface [-Z[Address]]
                -U --force-usock         Force to use UNIX domain socket interface
            Commands:
            """
                .formatted(name));
    Request.help().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }
}
