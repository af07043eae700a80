package dev.patchbay.tools.teamd;

import dev.patchbay.core.Command;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Json;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Wait;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `teamd`: makes a team, and chooses which of its ports work (teamd(8)). It runs on until it is
/// killed.
public final class Teamd implements Command {
  static final String VERSION = "1.31";

  /// How long `teamd -k` waits for the daemon to end, in nanoseconds.
  private static final long PATIENCE = 5_000_000_000L;

  private static final String USAGE =
      """
       [options]
          -h --help                Show this help
          -d --daemonize           Daemonize after startup
          -k --kill                Kill running daemon instance
          -e --check               Return 0 if a daemon is already running
          -v --version             Show version
          -f --config-file=FILE    Load the specified configuration file
          -c --config=TEXT         Use given config string (This causes configuration
                                   file will be ignored)
          -p --pid-file=FILE       Use the specified PID file
          -g --debug               Increase verbosity
          -l --log-output          Force teamd log output to stdout, stderr or syslog
          -r --force-recreate      Force team device recreation in case it
                                   already exists
          -o --take-over           Take over the device if it already exists
          -N --no-quit-destroy     Do not destroy the device on quit
          -t --team-dev=DEVNAME    Use the specified team device
          -n --no-ports            Start without ports
          -D --dbus-enable         Enable D-Bus interface
          -Z --zmq-enable=ADDRESS  Enable ZeroMQ interface
          -U --usock-enable        Enable UNIX domain socket interface
          -u --usock-disable       Disable UNIX domain socket interface
      Available runners: broadcast, roundrobin, random, activebackup, loadbalance, lacp
      """;

  @Override
  public int run(Process process, Args args) throws FileException {
    RunFiles files = new RunFiles(process);
    files.makeDirectory();
    String name = process.name();
    Options options = Options.of(name, args.rest());
    switch (options.action) {
      case HELP -> process.out().print(name + USAGE);
      case VERSION -> process.out().println(name + " " + VERSION);
      default -> {
        return act(process, files, options);
      }
    }
    return 0;
  }

  private static int act(Process process, RunFiles files, Options options) {
    String path = options.file == null ? null : existing(process, options.file);
    Config config = load(process, path, options.text);
    String device = deviceName(process.netns(), options, config);
    options.device = device;
    String pidFile =
        Objects.requireNonNullElse(options.pidFile, RunFiles.DIRECTORY + device + ".pid");
    options.pidFile = pidFile;
    Process running = files.running(pidFile);
    return switch (options.action) {
      case KILL -> kill(process, running);
      case CHECK -> running == null ? 1 : 0;
      default -> start(process, options, config, running);
    };
  }

  // ---- configuration

  private static String existing(Process process, String file) {
    try {
      String path = process.files().canonical(Files.absolute(process.directory(), file));
      process.files().status(path);
      return path;
    } catch (FileException e) {
      String message = "Failed to get absolute path of \"" + file + "\": " + e.errno().text();
      throw new CommandException(1, message);
    }
  }

  private static Config load(Process process, @Nullable String path, @Nullable String text) {
    if (text != null && path != null) {
      process.complain("Command line config string is present, ignoring given config file.");
    }
    String given = text != null ? text : path == null ? "{}" : read(process, path);
    try {
      return new Config(Json.parse(given), process::complain);
    } catch (Json.Wrong e) {
      String where = " on line " + e.line() + ", column " + e.column();
      throw new CommandException(
          1, "Failed to parse config: " + e.message() + where + "\nFailed to load config.");
    }
  }

  private static String read(Process process, String path) {
    try {
      return new String(process.files().read(path), StandardCharsets.UTF_8);
    } catch (FileException e) {
      throw new CommandException(
          1,
          "Failed to parse config: unable to open %s: %s on line -1, column -1\n"
                  .formatted(path, e.errno().text())
              + "Failed to load config.");
    }
  }

  /// The name on the command line, or in the configuration, or the first one that is free.
  private static String deviceName(Netns netns, Options options, Config config) {
    String name = options.device;
    if (name == null) {
      name = config.string("device");
      if (name != null) {
        return name;
      }
      if (options.action != Options.Action.RUN) {
        throw new CommandException(1, "Team device name not specified.");
      }
      name = freeName(netns);
    }
    if (!config.set(name, "device")) {
      throw new CommandException(1, "Failed to set team device name in config.");
    }
    return name;
  }

  private static String freeName(Netns netns) {
    int number = 0;
    while (netns.device("team" + number) != null) {
      number++;
    }
    return "team" + number;
  }

  // ---- running

  private static int kill(Process process, @Nullable Process running) {
    if (running == null) {
      throw new CommandException(1, "Daemon not running");
    }
    Wait end = new Wait(process.loop());
    running.whenEnded(end);
    running.signal(Signal.TERM);
    process.await(end, process.loop().now() + PATIENCE, Bound.BOUNDED);
    if (!running.hasEnded()) {
      throw new CommandException(1, "Failed to kill daemon: " + Errno.ETIMEDOUT.text());
    }
    return 0;
  }

  private static int start(
      Process process, Options options, Config config, @Nullable Process running) {
    process.complain("This program is not intended to be run as root.");
    if (running != null) {
      throw new CommandException(
          1,
          "Daemon already running on PID %d.\nFailed: %s"
              .formatted(running.pid(), Errno.EEXIST.text()));
    }
    Errno failure =
        options.daemonize
            ? daemonize(process, options, config)
            : new Daemon(process, options, config).run(() -> {});
    if (failure != null) {
      throw new CommandException(1, "Failed: " + failure.text());
    }
    return 0;
  }

  /// Runs on in a child, and returns once that is ready, or has failed.
  private static @Nullable Errno daemonize(Process process, Options options, Config config) {
    Process child = process.fork(0);
    child.descriptors().closeAll();
    Daemon daemon = new Daemon(child, options, new Config(config.root(), child::complain));
    Wait ready = new Wait(process.loop());
    child.whenEnded(ready);
    child.start(false, () -> live(child, daemon, ready));
    process.await(ready, process.loop().now() + 4 * PATIENCE, Bound.OTHERS);
    if (daemon.failure() != null) {
      process.complain("Daemon process failed.");
    }
    return daemon.failure();
  }

  private static void live(Process child, Daemon daemon, Wait ready) {
    try {
      child.end(daemon.run(ready::signal) == null ? 0 : 1);
    } catch (Killed e) {
      child.end(128 + e.signal().number());
    } finally {
      child.end(1);
    }
  }
}
