package dev.patchbay.core;

import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.VirtualFiles;
import dev.patchbay.core.file.VirtualFiles.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/sys` as it is mounted for a namespace: its devices, and the modules of its machine.
public final class SysFiles {
  private SysFiles() {}

  /// What is mounted at `/sys` in `netns`.
  public static FileTree of(Netns netns) {
    TreeMap<String, Node> top = new TreeMap<>();
    top.put("class", new Single("net", new ClassNet(netns)));
    top.put("devices", new Single("virtual", new Single("net", new Devices(netns))));
    top.put("module", new Loaded(netns.machine().modules()));
    return new VirtualFiles(Manner.SYSFS, Node.directory(top));
  }

  /// A directory of one entry.
  private record Single(String name, Node entry) implements Node.Directory {
    @Override
    public List<String> names() {
      return List.of(name);
    }

    @Override
    public @Nullable Node child(String asked) {
      return asked.equals(name) ? entry : null;
    }
  }

  /// `/sys/devices/virtual/net`
  private record Devices(Netns netns) implements Node.Directory {
    @Override
    public List<String> names() {
      return netns.devices().stream().map(NetDevice::name).toList();
    }

    @Override
    public @Nullable Node child(String name) {
      NetDevice device = netns.device(name);
      return device == null ? null : DeviceFiles.of(device);
    }
  }

  /// `/sys/class/net`: links to the devices, and what modules put beside them.
  private record ClassNet(Netns netns) implements Node.Directory {
    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>();
      netns.devices().forEach(device -> names.add(device.name()));
      names.addAll(ofModules().keySet());
      return names;
    }

    @Override
    public @Nullable Node child(String name) {
      NetDevice device = netns.device(name);
      return device == null
          ? ofModules().get(name)
          : new Node.Link("../../devices/virtual/net/" + device.name());
    }

    private Map<String, Node> ofModules() {
      Map<String, Node> files = new TreeMap<>();
      netns.machine().modules().loaded().forEach(one -> files.putAll(one.classFiles(netns)));
      return files;
    }
  }

  /// `/sys/module`: the modules that are loaded, and of those that are part of the kernel the one
  /// whose parameters are asked for.
  private record Loaded(Modules modules) implements Node.Directory {
    private static final String IPV6 = "ipv6";

    @Override
    public List<String> names() {
      return Stream.concat(modules.loaded().stream().map(KernelModule::name), Stream.of(IPV6))
          .toList();
    }

    @Override
    public @Nullable Node child(String name) {
      if (name.equals(IPV6)) {
        return ipv6();
      }
      KernelModule module = modules.isLoaded(name) ? modules.find(name) : null;
      return module == null ? null : Node.directory(module(module));
    }

    private static Node ipv6() {
      TreeMap<String, Node> parameters = new TreeMap<>();
      put(parameters, "autoconf", "1");
      put(parameters, "disable", "0");
      put(parameters, "disable_ipv6", "0");
      TreeMap<String, Node> files = new TreeMap<>();
      files.put("parameters", Node.directory(parameters));
      files.put("uevent", Node.file(() -> ""));
      return Node.directory(files);
    }

    private SortedMap<String, Node> module(KernelModule module) {
      TreeMap<String, Node> holders = new TreeMap<>();
      for (String holder : modules.holders(module)) {
        holders.put(holder, new Node.Link("../../" + holder));
      }
      TreeMap<String, Node> files = new TreeMap<>();
      put(files, "coresize", "" + module.size());
      put(files, "initsize", "0");
      put(files, "initstate", "live");
      put(files, "refcnt", "" + holders.size());
      put(files, "taint", "");
      files.put("holders", Node.directory(holders));
      files.put("notes", Node.directory(new TreeMap<>()));
      files.put("sections", Node.directory(new TreeMap<>()));
      files.put("uevent", Node.file(() -> ""));
      return files;
    }
  }

  private static void put(SortedMap<String, Node> files, String name, String value) {
    files.put(name, Node.file(() -> value + "\n"));
  }
}
