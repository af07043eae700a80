package dev.patchbay.core;

import dev.patchbay.core.file.Node;
import java.util.List;
import java.util.Map;

/// A part of the kernel that a machine has or loads: what it adds to the machine and to each
/// namespace. Found by its class name, see [Catalogue].
public interface KernelModule {
  /// As `lsmod` lists it.
  String name();

  /// Whether it is there from the start and cannot be removed.
  default boolean isBuiltIn() {
    return false;
  }

  /// The modules it needs, loaded before it.
  default List<String> dependencies() {
    return List.of();
  }

  /// Modules that are loaded before it, if they are there, and need not stay (`softdep: pre`).
  default List<String> forerunners() {
    return List.of();
  }

  /// Modules that are loaded after it, if they are there (`softdep: post`).
  default List<String> followers() {
    return List.of();
  }

  /// Where its file would lie below `/lib/modules/RELEASE`.
  default String path() {
    return "kernel/net/" + name() + ".ko";
  }

  /// Bytes that `lsmod` shows: as large as the kernel's own.
  default int size() {
    return 16384;
  }

  /// What `modinfo` shows of it beside its name, `KEY=VALUE` each, in the order of the file:
  /// `alias=rtnl-link-dummy`, `license=GPL`, `parm=NAME:DESCRIPTION (TYPE)`.
  default List<String> about() {
    return List.of();
  }

  /// Modules of Linux whose work it does, too: asking for them asks for nothing more.
  default List<String> includes() {
    return List.of();
  }

  /// Puts its files into `/dev`, which are there before it is loaded: opening one loads it (a
  /// module's alias `devname:`).
  default void addDeviceFiles(Machine machine) {}

  /// It becomes part of the machine.
  default void load(Machine machine, Map<String, String> parameters) throws NetlinkException {}

  /// How many hold it beside other modules: it cannot leave meanwhile.
  default int users(Machine machine) {
    return 0;
  }

  /// It leaves the machine.
  default void unload(Machine machine) throws NetlinkException {}

  /// A namespace is new, or the module is: what it puts into every namespace (`pernet_operations`).
  default void enter(Netns netns) throws NetlinkException {}

  /// The module leaves, or the namespace ends.
  default void leave(Netns netns) {}

  /// What it puts into `/sys/class/net` of a namespace beside the devices.
  default Map<String, Node> classFiles(Netns netns) {
    return Map.of();
  }
}
