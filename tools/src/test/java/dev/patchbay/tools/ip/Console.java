package dev.patchbay.tools.ip;

import dev.patchbay.core.Command;
import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.tools.brctl.Brctl;
import dev.patchbay.tools.bridge.Bridge;
import dev.patchbay.tools.nettools.Ifconfig;
import dev.patchbay.tools.nettools.Route;
import dev.patchbay.tools.sysctl.Sysctl;
import dev.patchbay.tools.tc.Tc;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A machine and somebody who types at it: one command a line, words parted by blanks, quotes and
/// backslashes as in a shell, and `printf TEXT > FILE`. No shell is needed.
public final class Console implements AutoCloseable {
  private static final Map<String, Command> PROGRAMS =
      Map.ofEntries(
          Map.entry("ip", new Ip()),
          Map.entry("bridge", new Bridge()),
          Map.entry("brctl", new Brctl()),
          Map.entry("ifconfig", new Ifconfig()),
          Map.entry("route", new Route()),
          Map.entry("sysctl", new Sysctl()),
          Map.entry("tc", new Tc()),
          Map.entry("true", (process, args) -> 0),
          Map.entry("false", (process, args) -> 1),
          Map.entry(
              "sleep",
              (process, args) -> {
                process.sleep((long) (Double.parseDouble(args.next()) * 1e9));
                return 0;
              }),
          Map.entry(
              "cat",
              (process, args) -> {
                byte[] bytes =
                    process.files().read(Files.absolute(process.directory(), args.next()));
                process.out().write(bytes, 0, bytes.length);
                return 0;
              }));

  final EventLoop loop = new EventLoop(new VirtualClock());
  final CheckedPacketPool pool = new CheckedPacketPool();
  final Machine machine = new Machine(new World(loop, pool, 1), "lab");
  final Process shell;
  private final Screen screen = new Screen();
  private final Task task;

  /// What is typed runs in a namespace beside the initial one, as in the recorded transcripts; `lo`
  /// is up.
  public Console() {
    task = loop.enter();
    machine.processes().programs((process, name) -> PROGRAMS.get(name));
    Files files = new Files(new MemoryFiles(loop, 0755));
    Descriptors descriptors = new Descriptors();
    descriptors.set(0, new Screen());
    descriptors.set(1, screen);
    descriptors.set(2, screen.share());
    try {
      files.makeDirectory("/etc", 0755);
      files.makeDirectory("/etc/netns", 0755);
      files.makeDirectory("/tmp", 0755);
    } catch (FileException e) {
      throw new IllegalStateException(e);
    }
    Netns netns = machine.newNetns();
    shell = machine.processes().first(netns, files, "/tmp", Map.of(), descriptors);
    run("ip link set lo up");
  }

  /// Forgets what the screen shows.
  void clear() {
    screen.take();
  }

  /// Types a line; returns what the screen shows, and `[exit N]`.
  public String run(String line) {
    int status = line.startsWith("printf ") ? printf(words(line)) : execute(words(line));
    return screen.take() + "[exit " + status + "]\n";
  }

  private int execute(List<String> words) {
    Process child = shell.fork();
    Command command = PROGRAMS.get(words.getFirst());
    return command == null ? child.end(127) : child.exec(command, words);
  }

  private int printf(List<String> words) {
    String text = words.get(1).replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    try {
      shell
          .files()
          .write(Files.absolute("/tmp", words.get(3)), text.getBytes(StandardCharsets.UTF_8));
      return 0;
    } catch (FileException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The words of a line; a redirection is a word of its own.
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inside = true;
      } else if (quote == 0 && c == ' ') {
        if (inside) {
          words.add(word.toString());
          word.setLength(0);
          inside = false;
        }
      } else {
        word.append(c);
        inside = true;
      }
    }
    if (inside) {
      words.add(word.toString());
    }
    return words;
  }

  @Override
  public void close() {
    shell.end(0);
    loop.leave(task);
  }

  /// What standard output and standard error are written to, in the order in which they are.
  private static final class Screen extends OpenFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public int read(byte[] into, int offset, int length) {
      return -1;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }

    @Override
    public FileStatus status() {
      return new FileStatus(FileStatus.Kind.FILE, 0644, bytes.size(), 0);
    }

    String take() {
      String text = bytes.toString(StandardCharsets.UTF_8);
      bytes.reset();
      return text;
    }
  }
}
