package dev.patchbay.lab;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Stalled;
import dev.patchbay.host.HostOutput;
import dev.patchbay.host.Signals;
import dev.patchbay.host.TerminalInput;
import dev.patchbay.lab.machine.Standard;
import dev.patchbay.shell.Bash;
import dev.patchbay.shell.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `patchbay shell`: a person at a prompt in a fresh lab.
final class ShellCommand {
  private static final String WELCOME =
      """
      One machine, with lo and nothing else: its network commands are Linux's.
      Tab completes; ip netns exec NAME bash gives a prompt there; Ctrl-D leaves.
      """;

  private final RunOptions options;

  /// Options as of `run`: the file is a script that prepares the lab, empty for none.
  ShellCommand(RunOptions options) {
    this.options = options;
  }

  int run() {
    try (Lab lab = Lab.builder().seed(options.seed()).time(options.time()).build()) {
      TerminalInput terminal = TerminalInput.open(lab.world().loop(), lab.outside(), historyFile());
      try {
        return talk(lab, terminal);
      } finally {
        terminal.restore();
      }
    } catch (IOException e) {
      throw new CommandException(1, "shell: the terminal cannot be used: " + e.getMessage());
    } catch (Stalled e) {
      throw new CommandException(1, e.getMessage() + "; the shell was ended");
    }
  }

  private int talk(Lab lab, TerminalInput terminal) {
    Process process =
        lab.process(new Standard(terminal, HostOutput.standard(), HostOutput.error()));
    process.setEnvironment(environment(process));
    Session session = Session.plain(process);
    try (Script script = new Script(process, session, lab.machines())) {
      Signals.handleSoon(lab.world().loop(), lab.outside(), script::interrupt);
      Signals.handle(lab.world().loop(), Signal.WINCH, terminal::resized);
      Signals.handle(lab.world().loop(), Signal.TSTP, script::stop);
      System.out.print(WELCOME);
      System.out.flush();
      return script.work(() -> {
        if (!options.file().isEmpty()) {
          prepare(process);
        }
        return session.converse(terminal);
      });
    }
  }

  /// Runs the script to its end, as a program of its own: its options do not become the prompt's.
  private void prepare(Process process) {
    List<String> words = new ArrayList<>(List.of("bash", options.file()));
    words.addAll(options.arguments());
    process.fork().exec(new Bash(), words);
  }

  private static Map<String, String> environment(Process process) {
    Map<String, String> environment = new LinkedHashMap<>(process.environment());
    environment.remove("COLUMNS");
    String terminal = System.getenv("TERM");
    environment.put("TERM", terminal == null ? "dumb" : terminal);
    return environment;
  }

  /// Where programs keep what is to last (XDG Base Directory Specification).
  private static Path historyFile() throws IOException {
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    Path own = folder.resolve("patchbay");
    Files.createDirectories(own);
    return own.resolve("history");
  }
}
