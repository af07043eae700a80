package dev.patchbay.host;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Programs;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The programs of the host, for the processes of a lab: each runs behind [Walls], or as one of a
/// few [Filters] where the system allows none. Nothing is prepared before the first one starts.
///
/// A command that inspects or configures networks is not among them, see [NetworkCommands].
public final class HostPrograms implements Programs, AutoCloseable {
  /// Says in a program's environment which process it runs for.
  static final String VARIABLE = "PATCHBAY";

  private static final String CLIENTS = PrivateFolder.INSIDE + "/bin:";

  private final Blocking blocking;
  private final Path folder;
  private final Supplier<Set<String>> clients;
  private final LinkedHashMap<String, Process> running = new LinkedHashMap<>();
  private final List<HostProgram> programs = new ArrayList<>();
  private long started;
  private final List<Enclosure> enclosures = new ArrayList<>(1);

  /// `folder` is the only one that programs may write, with what is below it. `clients` are the
  /// commands of the lab that programs find instead of the host's; the shell and the wrappers
  /// (`sh`, `env`) must not be among them, as programs need the real ones.
  public HostPrograms(EventLoop loop, Outside outside, Path folder, Supplier<Set<String>> clients)
      throws IOException {
    this.blocking = new Blocking(loop, outside);
    this.folder = folder.toRealPath();
    this.clients = clients;
  }

  // ---- finding

  @Override
  public @Nullable Command find(Process process, String name) {
    boolean path = name.contains("/");
    if (NetworkCommands.contains(name) && !(path && isOwn(process.directory(), name))) {
      throw NetworkCommands.refusal(name);
    }
    if (path) {
      return isProgram(process.directory(), name) ? this::run : null;
    }
    for (String place : process.environment().getOrDefault("PATH", "").split(":", -1)) {
      if (isProgram(process.directory(), place + "/" + name)) {
        return this::run;
      }
    }
    return null;
  }

  /// Whether it lies in the current folder of the lab: a script of one's own may be called
  /// `./init`.
  private boolean isOwn(String from, String path) {
    try {
      return Path.of(from).resolve(path).toRealPath().startsWith(folder);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static boolean isProgram(String from, String path) {
    try {
      Path place = Path.of(from).resolve(path);
      return Files.isRegularFile(place) && Files.isExecutable(place);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  static String withoutClients(String path) {
    return path.startsWith(CLIENTS) ? path.substring(CLIENTS.length()) : path;
  }

  // ---- running

  private int run(Process process, Args args) {
    List<String> words = new ArrayList<>(List.of(process.name()));
    words.addAll(args.rest());
    String number = Long.toString(++started);
    running.put(number, process);
    try {
      return run(process, words, number);
    } catch (IOException e) {
      throw failed(process, HostError.of(e));
    } catch (FileException e) {
      throw failed(process, e);
    } finally {
      running.remove(number);
    }
  }

  private static CommandException failed(Process process, FileException failure) {
    return new CommandException(126, "patchbay: " + process.name() + ": " + failure.errno().text());
  }

  private int run(Process process, List<String> words, String number)
      throws IOException, FileException {
    FileTree tmp = tmp(process);
    Enclosure enclosure = enclosure(tmp);
    Confinement confinement = enclosure.confinement();
    try (LabFiles files = new LabFiles(process, enclosure.own(), confinement)) {
      Map<String, String> environment = new LinkedHashMap<>(process.environment());
      environment.put(VARIABLE, number);
      ProcessBuilder builder =
          confinement.confine(files.replaced(words), process.directory(), environment);
      int status = await(process, builder, enclosure, tmp);
      enclosure.bringIn();
      files.bringIn();
      return status;
    }
  }

  /// The lab's own `/tmp`, as the process sees it, or null.
  private static @Nullable FileTree tmp(Process process) {
    try {
      FileTree tree = process.files().tree("/tmp");
      return tree instanceof HostFiles ? null : tree;
    } catch (FileException e) {
      return null;
    }
  }

  private int await(
      Process process, ProcessBuilder builder, Enclosure enclosure, @Nullable FileTree tmp)
      throws IOException, FileException {
    enclosure.enter(tmp);
    try {
      return await(process, builder);
    } finally {
      enclosure.leave();
    }
  }

  private int await(Process process, ProcessBuilder builder) throws IOException {
    HostProgram program =
        HostProgram.start(
            blocking,
            builder,
            process.descriptors().get(0),
            process.descriptors().get(1),
            process.descriptors().get(2));
    programs.add(program);
    List<Signal> handed = handOn(process, program);
    Runnable stopping = () -> program.signal(process.isStopped() ? Signal.STOP : Signal.CONT);
    process.watch(stopping);
    try {
      return program.await();
    } finally {
      programs.remove(program);
      process.unwatch(stopping);
      handed.forEach(signal -> process.handle(signal, null));
    }
  }

  /// Lets the program have the signals that the process gets and does not ignore. It stops with the
  /// process; a key of the terminal would not stop what has a session of its own.
  private static List<Signal> handOn(Process process, HostProgram program) {
    List<Signal> handed = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      if (isForPrograms(signal) && process.handler(signal) == null) {
        process.handle(signal, () -> program.signal(signal));
        handed.add(signal);
      }
    }
    return handed;
  }

  private static boolean isForPrograms(Signal signal) {
    return switch (signal) {
      case KILL, CHLD, CONT -> false;
      default -> !signal.stops();
    };
  }

  // ---- what is made when it is first needed

  /// Where a program goes that sees `tmp` as `/tmp`: programs of machines that have none in common
  /// are not in one place at the same time.
  private Enclosure enclosure(@Nullable FileTree tmp) throws IOException {
    for (Enclosure enclosure : enclosures) {
      if (enclosure.isFor(tmp)) {
        return enclosure;
      }
    }
    for (Enclosure enclosure : enclosures) {
      if (enclosure.isEmpty()) {
        return enclosure;
      }
    }
    Enclosure made = Enclosure.build(blocking, folder, clients.get(), this::parent);
    enclosures.add(made);
    return made;
  }

  /// The private folder.
  Path folder() throws IOException {
    return enclosure(null).own().path("");
  }

  /// What keeps programs away from the host's network here.
  Confinement confinement() throws IOException {
    return enclosure(null).confinement();
  }

  /// The process that a program runs for; the latest one when its environment was cleared.
  private @Nullable Process parent(@Nullable String number) {
    Process process = number == null ? null : running.get(number);
    if (process != null || running.isEmpty()) {
      return process;
    }
    return running.lastEntry().getValue();
  }

  /// Ends all programs and removes what was made for them.
  @Override
  public void close() throws IOException {
    programs.forEach(HostProgram::kill);
    for (Enclosure enclosure : enclosures) {
      enclosure.close();
    }
    blocking.close();
  }
}
