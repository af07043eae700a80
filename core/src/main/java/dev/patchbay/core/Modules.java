package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// The modules of a machine: those it can have, and those it has.
public final class Modules {
  private final Machine machine;
  private final Catalogue<KernelModule> catalogue =
      new Catalogue<>(
          ServiceLoader.load(KernelModule.class.getModule().getLayer(), KernelModule.class));
  private final Map<String, KernelModule> listed = new LinkedHashMap<>();
  private final Map<String, KernelModule> loaded = new LinkedHashMap<>();

  Modules(Machine machine) {
    this.machine = machine;
  }

  /// Loads what is built in, in the order the modules are listed.
  void boot() {
    for (KernelModule module : catalogue.all()) {
      module.addDeviceFiles(machine);
      if (module.isBuiltIn()) {
        try {
          load(module, Map.of());
        } catch (NetlinkException e) {
          throw new IllegalStateException(module.name() + " does not load", e);
        }
      }
    }
  }

  /// The modules that are loaded, in the order they were.
  public List<KernelModule> loaded() {
    return List.copyOf(loaded.values());
  }

  public boolean isLoaded(String name) {
    return loaded.containsKey(name);
  }

  /// The module of that name, which need not be loaded, or null. Hyphens count as underscores.
  public @Nullable KernelModule find(String name) {
    KernelModule module = known(name);
    if (module != null) {
      return module;
    }
    for (KernelModule one : catalogue.all()) {
      if (one.includes().contains(name.replace('-', '_'))
          || one.about().contains("alias=" + name)) {
        return one;
      }
    }
    return null;
  }

  private @Nullable KernelModule known(String name) {
    String spelled = name.replace('-', '_');
    KernelModule module = catalogue.find(name);
    return module != null && module.name().equals(spelled) ? module : listed().get(spelled);
  }

  /// The modules that are no class of their own.
  private Map<String, KernelModule> listed() {
    if (listed.isEmpty()) {
      for (KernelModules several :
          ServiceLoader.load(KernelModules.class.getModule().getLayer(), KernelModules.class)) {
        several.modules().forEach(module -> listed.put(module.name(), module));
      }
    }
    return listed;
  }

  /// The names of the loaded modules that need this one, newest first.
  public List<String> holders(KernelModule module) {
    List<String> holders = new ArrayList<>();
    for (KernelModule other : loaded.values()) {
      if (other.dependencies().contains(module.name())) {
        holders.addFirst(other.name());
      }
    }
    return holders;
  }

  /// How many hold the module, other modules among them.
  public int references(KernelModule module) {
    return holders(module).size() + module.users(machine);
  }

  /// Loads a module and what it depends on (`modprobe`); nothing happens when it is there.
  ///
  /// @throws NetlinkException `ENOENT` when there is no such module
  public void load(String name, Map<String, String> parameters) throws NetlinkException {
    KernelModule module = find(name);
    if (module == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    load(module, parameters);
  }

  /// Loads a module if there is one of that name: using a kind of device loads its module.
  public void loadIfKnown(String name) throws NetlinkException {
    KernelModule module = known(name);
    if (module != null) {
      load(module, Map.of());
    }
  }

  private void load(KernelModule module, Map<String, String> parameters) throws NetlinkException {
    if (loaded.containsKey(module.name())) {
      return;
    }
    for (String needed : module.dependencies()) {
      load(needed, Map.of());
    }
    for (String forerunner : module.forerunners()) {
      loadIfKnown(forerunner);
    }
    module.load(machine, parameters);
    loaded.put(module.name(), module);
    for (Netns netns : machine.namespaces()) {
      module.enter(netns);
    }
    for (String follower : module.followers()) {
      loadIfKnown(follower);
    }
  }

  /// Removes a module (`rmmod`).
  ///
  /// @throws NetlinkException `ENOENT` when it is not loaded, `EBUSY` when another one needs it,
  ///   `EPERM` when it is built in
  public void unload(String name) throws NetlinkException {
    KernelModule module = loaded.get(name);
    if (module == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    if (module.isBuiltIn()) {
      throw new NetlinkException(Errno.EPERM);
    }
    for (KernelModule other : loaded.values()) {
      if (other.dependencies().contains(name)) {
        throw new NetlinkException(Errno.EBUSY);
      }
    }
    module.unload(machine);
    machine.namespaces().forEach(module::leave);
    loaded.remove(name);
  }

  void enter(Netns netns) {
    for (KernelModule module : loaded.values()) {
      try {
        module.enter(netns);
      } catch (NetlinkException e) {
        throw new IllegalStateException(module.name() + " refuses a namespace", e);
      }
    }
  }

  void leave(Netns netns) {
    loaded.values().forEach(module -> module.leave(netns));
  }
}
