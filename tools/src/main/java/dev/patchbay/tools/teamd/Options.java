package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.core.text.GetOpt.Long;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the command line of `teamd` says.
final class Options {
  /// What is to be done.
  enum Action {
    RUN,
    HELP,
    VERSION,
    KILL,
    CHECK
  }

  private static final Map<String, Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("help", Long.flag("h"));
    LONGS.put("daemonize", Long.flag("d"));
    LONGS.put("kill", Long.flag("k"));
    LONGS.put("check", Long.flag("e"));
    LONGS.put("version", Long.flag("v"));
    LONGS.put("config-file", Long.with("f"));
    LONGS.put("config", Long.with("c"));
    LONGS.put("pid-file", Long.with("p"));
    LONGS.put("debug", Long.flag("g"));
    LONGS.put("log-output", Long.with("l"));
    LONGS.put("force-recreate", Long.flag("r"));
    LONGS.put("take-over", Long.flag("o"));
    LONGS.put("no-quit-destroy", Long.flag("N"));
    LONGS.put("team-dev", Long.with("t"));
    LONGS.put("no-ports", Long.flag("n"));
    LONGS.put("dbus-enable", Long.flag("D"));
    LONGS.put("zmq-enable", Long.with("Z"));
    LONGS.put("usock-enable", Long.flag("U"));
    LONGS.put("usock-disable", Long.flag("u"));
  }

  Action action = Action.RUN;
  boolean daemonize;
  @Nullable String file;
  @Nullable String text;
  @Nullable String pidFile;
  int debug;
  @Nullable String logOutput;
  boolean recreate;
  boolean takeOver;
  boolean keepDevice;
  @Nullable String device;
  boolean withoutPorts;
  boolean listens = true;

  /// Reads the words.
  ///
  /// @throws CommandException when they are wrong
  static Options of(String command, List<String> words) {
    Options options = new Options();
    GetOpt read = new GetOpt(command, "hdkevf:c:p:gl:roNt:nDZ:Uu", LONGS);
    try {
      read.parse(words);
    } catch (GetOpt.Wrong e) {
      throw new CommandException(1, e.message());
    }
    read.options().forEach(options::take);
    if (!read.operands().isEmpty()) {
      throw new CommandException(1, "Too many arguments");
    }
    return options;
  }

  private void take(GetOpt.Option option) {
    switch (option.letter()) {
      case "h" -> action = Action.HELP;
      case "d" -> daemonize = true;
      case "k" -> action = Action.KILL;
      case "e" -> action = Action.CHECK;
      case "v" -> action = Action.VERSION;
      case "f" -> file = option.value();
      case "c" -> text = option.value();
      case "p" -> pidFile = option.value();
      case "g" -> debug++;
      case "l" -> logOutput = option.value();
      case "r" -> recreate = true;
      case "o" -> takeOver = true;
      case "N" -> keepDevice = true;
      case "t" -> device = option.value();
      case "n" -> withoutPorts = true;
      case "U" -> listens = true;
      case "u" -> listens = false;
      case "D" -> throw refusal("D-Bus");
      default -> throw refusal("ZeroMQ");
    }
  }

  private static CommandException refusal(String what) {
    return new CommandException(1, what + " support is not compiled-in");
  }
}
