package dev.patchbay.lab.machine;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.Command;
import dev.patchbay.core.PartialCommand;
import dev.patchbay.core.Process;
import dev.patchbay.core.Programs;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.host.NetworkCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a process can run, in this order: the lab's commands, under whatever path they are called;
/// scripts; then what the host offers behind its walls. Of some programs the lab has a part.
public final class LabPrograms implements Programs {
  /// Where the lab's commands are, as far as paths are concerned.
  private static final Set<String> COMMAND_FOLDERS =
      Set.of("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin");

  /// What programs of the host need their own of, as they read and write the host's files with it
  /// and start each other by it.
  private static final String OWN_MODULE = "dev.patchbay.shell";

  /// The exceptions: what lives by the lab's clock, and what stands in front of commands.
  private static final List<String> SHARED = List.of("sleep", "timeout", "watch", "date", "sudo");

  /// How much of a file tells whether it is a script.
  private static final int FIRST_LINE = 256;

  /// The first line of a script that is to run in a lab, wherever it is started: here it is in one.
  private static final Pattern FOR_A_LAB = Pattern.compile("\\s*\\S+ -S \\S*patchbay run\\s*");

  private final Catalogue<Command> commands;
  private final Programs host;

  /// The lab's `commands`, and what `host` offers.
  public LabPrograms(Catalogue<Command> commands, Programs host) {
    this.commands = commands;
    this.host = host;
  }

  /// The commands that the modules provide.
  public static Catalogue<Command> commands() {
    return new Catalogue<>(
        ServiceLoader.load(LabPrograms.class.getModule().getLayer(), Command.class));
  }

  /// The commands that programs of the host find in the place of the host's own: all that show or
  /// change networks, under every name of theirs.
  public static Set<String> clients(Catalogue<Command> commands) {
    Set<String> clients = new TreeSet<>(SHARED);
    for (Class<?> type : commands.types()) {
      boolean isPartial = PartialCommand.class.isAssignableFrom(type);
      if (!isPartial && !type.getModule().getName().equals(OWN_MODULE)) {
        clients.add(type.getSimpleName().toLowerCase(Locale.ROOT));
      }
    }
    NetworkCommands.all().stream().filter(commands::has).forEach(clients::add);
    return clients;
  }

  @Override
  public @Nullable Command find(Process process, String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0 || COMMAND_FOLDERS.contains(name.substring(0, slash))) {
      Command command = command(name.substring(slash + 1));
      if (command != null) {
        return command instanceof PartialCommand partial ? completed(partial) : command;
      }
    }
    if (slash >= 0) {
      Command script = script(process, name);
      if (script != null) {
        return script;
      }
    }
    return host.find(process, name);
  }

  @Override
  public List<String> names() {
    Set<String> names = new TreeSet<>(NetworkCommands.all());
    names.removeIf(name -> !commands.has(name));
    Set<String> classes = new TreeSet<>();
    commands.classNames().forEach(name -> classes.add(name.toLowerCase(Locale.ROOT)));
    // A class's name tells where no hyphen is.
    names.forEach(name -> classes.remove(name.replaceAll("[-_.]", "")));
    names.addAll(classes);
    return List.copyOf(names);
  }

  /// The command in the forms that the lab answers, the host's program in all others.
  private Command completed(PartialCommand partial) {
    return (process, args) -> {
      if (partial.answers(process.words())) {
        return partial.run(process, args);
      }
      Command other = host.find(process, process.name());
      if (other == null) {
        throw new CommandException(127, "patchbay: " + process.name() + ": not on this host");
      }
      return other.run(process, args);
    };
  }

  /// The lab's command of this name, or null.
  private @Nullable Command command(String name) {
    return name.equals("[") ? commands.find("test") : commands.find(name);
  }

  /// A file whose first line names an interpreter, or that has none and is text: run by the
  /// interpreter, or the shell.
  private @Nullable Command script(Process process, String path) {
    String interpreter = interpreter(process, path);
    if (interpreter == null) {
      return null;
    }
    List<String> words = new ArrayList<>(List.of(interpreter.strip().split("\\s+", 2)));
    if (words.getFirst().endsWith("/env") && words.size() > 1) {
      words.removeFirst();
    }
    Command command = find(process, words.getFirst());
    if (command == null) {
      return null;
    }
    words.add(path);
    return (child, args) -> {
      words.addAll(args.rest());
      return command.run(child, new Args(words.subList(1, words.size())));
    };
  }

  private static @Nullable String interpreter(Process process, String path) {
    try {
      String absolute = Files.absolute(process.directory(), path);
      FileStatus status = process.files().status(absolute);
      if (status.isDirectory() || (status.mode() & 0111) == 0) {
        return null;
      }
      byte[] bytes = process.files().read(absolute);
      int length = Math.min(bytes.length, FIRST_LINE);
      String start = new String(bytes, 0, length, StandardCharsets.UTF_8);
      if (start.startsWith("#!")) {
        String line = start.substring(2).lines().findFirst().orElse("");
        return FOR_A_LAB.matcher(line).matches() ? "/bin/bash" : line;
      }
      return start.indexOf('\0') >= 0 ? null : "/bin/sh";
    } catch (FileException e) {
      return null;
    }
  }
}
