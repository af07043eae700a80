package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/proc` as the processes of a machine see it: the settings and tables of their namespace, the
/// modules, and each other. Modules of the kernel add their tables.
public final class ProcFiles {
  private static final List<String> TOP =
      List.of("cmdline", "modules", "net", "self", "sys", "uptime", "version");

  private final Machine machine;
  private final Map<String, Function<Netns, String>> net = new LinkedHashMap<>();
  private final Map<String, NetDirectory> netDirectories = new LinkedHashMap<>();

  /// What stands in those directories beside their own.
  private final Map<String, Map<String, Function<Netns, String>>> netFiles = new LinkedHashMap<>();

  /// A directory under `/proc/net`: its files, and what is in them.
  private record NetDirectory(
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable String> content,
      @Nullable NetWriting writing) {}

  ProcFiles(Machine machine) {
    this.machine = machine;
    NetTables.add(this);
  }

  /// Adds `/proc/net/NAME`; `content` makes its text for a namespace.
  public void addNet(String name, Function<Netns, String> content) {
    net.put(name, content);
  }

  /// Adds the directory `/proc/net/NAME`, with a file for each of the `names`.
  public void addNetDirectory(
      String name,
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable String> content) {
    netDirectories.put(name, new NetDirectory(names, content, null));
  }

  /// Adds a file to the directory `/proc/net/NAME`, which another one has added or will.
  public void addNetFile(String directory, String name, Function<Netns, String> content) {
    netFiles.computeIfAbsent(directory, d -> new LinkedHashMap<>()).put(name, content);
  }

  /// Takes what a process writes to a file of a directory under `/proc/net`.
  public interface NetWriting {
    void write(Netns netns, String name, String text) throws FileException;
  }

  /// Adds the directory `/proc/net/NAME`, whose files can be written as well.
  public void addNetDirectory(
      String name,
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable String> content,
      NetWriting writing) {
    netDirectories.put(name, new NetDirectory(names, content, writing));
  }

  /// What `process` sees.
  Node.Directory root(Process process) {
    return directory(this::topNames, name -> top(process, name));
  }

  private List<String> topNames() {
    List<String> names = new ArrayList<>();
    for (Process process : machine.processes().all()) {
      names.add(Integer.toString(process.pid()));
    }
    names.addAll(TOP);
    return names;
  }

  private @Nullable Node top(Process process, String name) {
    return switch (name) {
      case "sys" -> sysctls(process);
      case "net" -> new Node.Link("self/net");
      case "self" -> new Node.Link(Integer.toString(process.pid()));
      case "modules" -> Node.file(this::modules);
      case "uptime" -> Node.file(this::uptime);
      case "version" -> Node.file(() -> "Linux version " + Machine.KERNEL_RELEASE + "\n");
      case "cmdline" -> Node.file(() -> "\n");
      default -> ofPid(name);
    };
  }

  private @Nullable Node ofPid(String name) {
    Process process = isNumber(name) ? machine.processes().find(Integer.parseInt(name)) : null;
    return process == null ? null : pid(process);
  }

  private Node pid(Process process) {
    TreeMap<String, Node> entries = new TreeMap<>();
    entries.put("cmdline", Node.file(() -> String.join("\0", process.words()) + "\0"));
    entries.put("comm", Node.file(() -> process.name() + "\n"));
    entries.put("fd", descriptors(process));
    entries.put("net", netDirectory(process));
    TreeMap<String, Node> ns = new TreeMap<>();
    ns.put("net", new Node.Link("net:[" + process.netns().inode() + "]"));
    entries.put("ns", Node.directory(ns));
    return Node.directory(entries);
  }

  private static Node.Directory descriptors(Process process) {
    return directory(
        () -> {
          List<String> numbers = new ArrayList<>();
          process.descriptors().numbers().forEach(number -> numbers.add(number.toString()));
          return numbers;
        },
        name -> {
          OpenFile file = isNumber(name) ? process.descriptors().get(Integer.parseInt(name)) : null;
          return file == null ? null : new Descriptor(file);
        });
  }

  /// Opening `/proc/PID/fd/N` gives what the descriptor stands for.
  private record Descriptor(OpenFile file) implements Node.Device {
    @Override
    public FileStatus status() {
      return file.status();
    }

    @Override
    public OpenFile open(OpenMode how) {
      return file.share();
    }
  }

  private static boolean isNumber(String name) {
    return !name.isEmpty()
        && name.length() <= 9
        && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Node.Directory netDirectory(Process process) {
    return directory(
        () -> {
          List<String> names = new ArrayList<>(net.keySet());
          names.addAll(netDirectories.keySet());
          return names;
        },
        name -> netNode(process, name));
  }

  private @Nullable Node netNode(Process process, String name) {
    NetDirectory directory = netDirectories.get(name);
    if (directory != null) {
      return netDirectory(process.netns(), directory, netFiles.getOrDefault(name, Map.of()));
    }
    Function<Netns, String> content = net.get(name);
    return content == null ? null : Node.file(() -> content.apply(process.netns()));
  }

  private static Node.Directory netDirectory(
      Netns netns, NetDirectory directory, Map<String, Function<Netns, String>> beside) {
    return directory(
        () -> {
          List<String> names = new ArrayList<>(beside.keySet());
          names.addAll(directory.names().apply(netns));
          return names;
        },
        name -> {
          Function<Netns, String> content = beside.get(name);
          return content == null
              ? netFile(netns, directory, name)
              : Node.file(() -> content.apply(netns));
        });
  }

  private static @Nullable Node netFile(Netns netns, NetDirectory directory, String name) {
    String text = directory.content().apply(netns, name);
    NetWriting writing = directory.writing();
    if (text == null) {
      return null;
    }
    return writing == null
        ? Node.file(() -> text)
        : Node.file(() -> text, written -> writing.write(netns, name, written));
  }

  // ---- /proc/sys

  /// What `process` sees below `/proc/sys`.
  Node.Directory sysctls(Process process) {
    return new Sysctls(process, machine.sysctls().root());
  }

  private record Sysctls(Process process, SysctlTree.Directory directory)
      implements Node.Directory {
    @Override
    public List<String> names() {
      return directory.names(process.netns());
    }

    @Override
    public @Nullable Node child(String name) {
      SysctlTree.Entry entry = directory.file(process.netns(), name);
      if (entry != null) {
        return Node.file(entry.mode(), () -> entry.read() + "\n", entry::write);
      }
      SysctlTree.Directory below = directory.directory(process.netns(), name);
      return below == null ? null : new Sysctls(process, below);
    }
  }

  // ---- tables

  private String modules() {
    StringBuilder text = new StringBuilder();
    List<KernelModule> loaded = new ArrayList<>(machine.modules().loaded());
    for (KernelModule module : loaded.reversed()) {
      if (!module.isBuiltIn()) {
        text.append(module.name()).append(' ').append(module.size());
        text.append(' ').append(users(module));
      }
    }
    return text.toString();
  }

  private String users(KernelModule module) {
    List<String> users = machine.modules().holders(module);
    String names = users.isEmpty() ? "-" : String.join(",", users) + ",";
    return users.size() + " " + names + " Live 0x0000000000000000\n";
  }

  private String uptime() {
    long hundredths = (machine.world().loop().now() - machine.bootTime()) / 10_000_000;
    String seconds = hundredths / 100 + "." + Long.toString(100 + hundredths % 100).substring(1);
    return seconds + " " + seconds + "\n";
  }

  // ---- nodes

  private interface Names {
    List<String> names();
  }

  private static Node.Directory directory(Names names, Function<String, @Nullable Node> child) {
    return new Node.Directory() {
      @Override
      public List<String> names() {
        return names.names();
      }

      @Override
      public @Nullable Node child(String name) {
        return child.apply(name);
      }
    };
  }
}
