package dev.patchbay.tools.ping;

import dev.patchbay.core.Command;
import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.Timer;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.tools.ip.Ip;
import dev.patchbay.tools.sysctl.Sysctl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A machine on which somebody types commands: words parted by blanks, quotes around those that
/// have some. Its clock jumps.
final class Host implements AutoCloseable {
  static final long MILLISECOND = 1_000_000;

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Map<String, Command> PROGRAMS =
      Map.of(
          "ip", new Ip(),
          "ping", new Ping(),
          "ping4", new Ping4(),
          "ping6", new Ping6(),
          "/bin/ping", new Ping(),
          "sysctl", new Sysctl());

  final EventLoop loop = new EventLoop(new VirtualClock());
  private final Machine machine = new Machine(new World(loop, new CheckedPacketPool(), 1), "lab");
  private final Screen screen = new Screen();
  private final Process shell;
  private final Task task;
  private @Nullable Process running;

  Host() {
    task = loop.enter();
    machine.processes().programs((process, name) -> PROGRAMS.get(name));
    Files files = new Files(new MemoryFiles(loop, 0755));
    Descriptors descriptors = new Descriptors();
    descriptors.set(0, new Screen());
    descriptors.set(1, screen);
    descriptors.set(2, screen.share());
    Netns netns = machine.newNetns();
    shell = machine.processes().first(netns, files, "/", Map.of(), descriptors);
    try {
      files.makeDirectory("/etc", 0755);
    } catch (FileException e) {
      throw new IllegalStateException(e);
    }
    hosts("127.0.0.1 localhost\n::1 localhost\n127.0.1.1 lab\n");
    run("ip link set lo up");
  }

  /// Writes `/etc/hosts`.
  void hosts(String text) {
    try {
      shell.files().write("/etc/hosts", text.getBytes(StandardCharsets.UTF_8));
    } catch (FileException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Types a line; returns what the screen shows, and `[exit N]`.
  String run(String line) {
    Command command = PROGRAMS.get(words(line).getFirst());
    if (command == null) {
      throw new IllegalArgumentException("no program for " + line);
    }
    return run(command, line);
  }

  /// Runs a command under the name and with the words of the line.
  String run(Command command, String line) {
    Process child = shell.fork();
    running = child;
    int status = child.exec(command, words(line));
    return screen.take() + "[exit " + status + "]\n";
  }

  /// Sends a signal to what runs then.
  void signalAfter(long millis, Signal signal) {
    Timer timer =
        new Timer(
            0,
            () -> {
              if (running != null) {
                running.signal(signal);
              }
            });
    loop.arm(timer, loop.now() + millis * MILLISECOND);
  }

  /// Lets some time pass.
  void sleep(long millis) {
    shell.sleep(millis * MILLISECOND);
  }

  /// From now on the screen takes nothing more.
  void breakScreen(Errno errno) {
    screen.broken = errno;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  @Override
  public void close() {
    shell.end(0);
    loop.leave(task);
  }

  /// What is written to both outputs, in its order.
  private static final class Screen extends OpenFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Errno broken;

    @Override
    public int read(byte[] into, int offset, int length) {
      return -1;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws FileException {
      String text = new String(from, offset, length, StandardCharsets.UTF_8);
      if (broken != null && !text.startsWith("ping:")) {
        throw new FileException(broken);
      }
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
