package dev.patchbay.host;

import dev.patchbay.core.Command;
import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.Pipe;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.PacketPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A lab with one machine that runs programs of the host, and whose only commands are those a test
/// gives it.
final class HostLab implements AutoCloseable {
  /// What a program did.
  record Result(int status, String out, String err) {}

  final Outside outside = new Outside();
  final EventLoop loop = new EventLoop(new HostClock(outside));
  final Machine machine = new Machine(new World(loop, new PacketPool(), 1), "lab");
  final Map<String, Command> commands = new LinkedHashMap<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  final HostPrograms programs;
  final Process shell;
  private final Path folder;

  HostLab(Path folder, String... clients) throws IOException {
    this.folder = folder.toRealPath();
    programs = new HostPrograms(loop, outside, folder, () -> Set.of(clients));
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    machine
        .processes()
        .programs((process, name) -> {
          Command command = commands.get(NetworkCommands.name(name));
          return command != null ? command : programs.find(process, name);
        });
    Files files =
        new Files(HostFiles.writableBelow(folder)).with("/tmp", new MemoryFiles(loop, 01777));
    // The folder of a test may itself lie in the host's /tmp.
    files = files.with(this.folder.toString(), HostFiles.of(folder));
    shell =
        machine
            .processes()
            .first(
                machine.initialNetns(),
                files,
                this.folder.toString(),
                environment,
                new Descriptors());
  }

  /// The lab is the current thread's from now on.
  void enter() {
    loop.enter();
  }

  void leave() {
    loop.leave(loop.current());
  }

  /// Whether the walls can be built here.
  boolean hasWalls() throws IOException {
    return programs.confinement() instanceof Walls;
  }

  Result run(String... words) {
    return feed("", words);
  }

  /// Runs a program that reads `input`.
  Result feed(String input, String... words) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    Pipe pipe = new Pipe(loop);
    OpenFile writer = pipe.writer();
    if (bytes.length > 0) {
      loop.spawn(true, () -> writeAndClose(writer, bytes));
    } else {
      writer.close();
    }
    return run(pipe.reader(), words);
  }

  private static void writeAndClose(OpenFile writer, byte[] bytes) {
    try {
      writer.write(bytes, 0, bytes.length);
    } catch (FileException e) {
      // Nobody reads on.
      return;
    } finally {
      writer.close();
    }
  }

  /// Runs a program with this standard input, which is closed afterwards.
  Result run(OpenFile in, String... words) {
    Recording out = new Recording();
    Recording err = new Recording();
    Process process = start(in, out, err);
    int status = execute(process, words);
    return new Result(status, out.text(), err.text());
  }

  Process start(OpenFile in, OpenFile out, OpenFile err) {
    Process process = shell.fork();
    process.setEnvironment(new LinkedHashMap<>(environment));
    process.descriptors().set(0, in);
    process.descriptors().set(1, out);
    process.descriptors().set(2, err);
    return process;
  }

  int execute(Process process, String... words) {
    List<String> argv = new ArrayList<>(List.of(words));
    try {
      Command command = machine.processes().programs().find(process, words[0]);
      if (command == null) {
        process.complain(words[0] + ": command not found");
        return process.end(127);
      }
      return process.exec(command, argv);
    } catch (CommandException e) {
      process.complain(e.message());
      return process.end(e.status());
    }
  }

  @Override
  public void close() throws IOException {
    programs.close();
  }

  /// Keeps what is written to it.
  static final class Recording extends OpenFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }

    @Override
    public FileStatus status() {
      return new FileStatus(FileStatus.Kind.FILE, 0600, bytes.size(), 0);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
