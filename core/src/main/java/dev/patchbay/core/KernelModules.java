package dev.patchbay.core;

import java.util.List;

/// Modules that are alike, listed in one piece instead of a class each. None of them is built in.
public interface KernelModules {
  List<KernelModule> modules();
}
