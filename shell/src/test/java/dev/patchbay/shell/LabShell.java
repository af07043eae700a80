package dev.patchbay.shell;

import dev.patchbay.core.Command;
import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Exit;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.Programs;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.PacketPool;
import dev.patchbay.shell.text.Bytes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A lab with nothing but files in memory and the shell's own programs, for tests.
public final class LabShell {
  /// What a script printed on both outputs, and its exit status.
  public record Result(String out, String err, int status) {}

  private final World world = new World(new EventLoop(new VirtualClock()), new PacketPool(), 1);
  private final Machine machine = new Machine(world, "lab");
  private final MemoryFiles memory = new MemoryFiles(world.loop(), 0755);
  private final Files files = new Files(memory);
  private final Map<String, Command> programs = new HashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  public LabShell() {
    LabShell.class.getModule().addUses(Command.class);
    for (Command command : ServiceLoader.load(Command.class)) {
      programs.put(command.getClass().getSimpleName().toLowerCase(Locale.ROOT), command);
    }
    machine.processes().programs(new Given());
    environment.put("PATH", "/usr/bin");
    environment.put("HOME", "/root");
    try {
      for (String directory : new String[] {"/dev", "/tmp", "/root", "/usr", "/usr/bin", "/w"}) {
        files.makeDirectory(directory, 0755);
      }
      files.write("/dev/null", new byte[0]);
    } catch (FileException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Given implements Programs {
    @Override
    public @Nullable Command find(Process process, String name) {
      return programs.get(base(name));
    }

    @Override
    public List<String> names() {
      return List.copyOf(programs.keySet());
    }
  }

  private static String base(String name) {
    return name.startsWith("/usr/bin/") || name.startsWith("/bin/")
        ? name.substring(name.lastIndexOf('/') + 1)
        : name;
  }

  /// A program that only this lab has.
  public LabShell with(String name, Command program) {
    programs.put(name, program);
    return this;
  }

  /// Runs the text as `bash -c` does.
  public Result run(String text) {
    return run(process -> Session.commandLine(process, "bash").live(text));
  }

  /// Runs the text as a script in this file.
  public Result script(String file, String text) {
    return run(process -> Session.script(process, file).arguments(file, List.of()).live(text));
  }

  /// Runs each line in one shell, as a transcript does.
  public Result lines(String... lines) {
    return run(process -> {
      Session session = Session.plain(process);
      int status = 0;
      for (String line : lines) {
        status = session.run(line, 1);
      }
      return status;
    });
  }

  /// Lets a person talk with a shell.
  public Result converse(LineEditor person) {
    return run(process -> Session.plain(process).converse(person));
  }

  /// The machine.
  public Machine machine() {
    return machine;
  }

  private Result run(Function<Process, Integer> body) {
    var task = world.loop().enter();
    Process process =
        machine
            .processes()
            .first(machine.initialNetns(), files, "/w", environment, new Descriptors());
    process.enter();
    int status;
    try {
      OpenFile out = files.open("/out", OpenMode.WRITE, 0644);
      OpenFile err = files.open("/err", OpenMode.WRITE, 0644);
      process.descriptors().set(0, files.open("/dev/null", OpenMode.READ, 0));
      process.descriptors().set(1, out);
      process.descriptors().set(2, err);
      status = process.end(live(process, body));
      return new Result(content("/out"), content("/err"), status);
    } catch (FileException e) {
      throw new IllegalStateException(e);
    } finally {
      world.loop().leave(task);
    }
  }

  private static int live(Process process, Function<Process, Integer> body) {
    try {
      return body.apply(process);
    } catch (Exit e) {
      return e.status();
    } catch (Killed e) {
      return 128 + e.signal().number();
    }
  }

  /// What a file holds.
  public String content(String path) throws FileException {
    return Bytes.decode(files.read(path));
  }

  public Files files() {
    return files;
  }
}
