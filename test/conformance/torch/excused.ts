/** Functions that have no generated cases. */

const settings = "a setting or a question about one, without numbers to compare";
const memory = "hands out memory as it is, or is about memory and not about numbers";

/** Functions without generated cases, each with the reason. */
export const excused: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [settings]: `are_deterministic_algorithms_enabled autocast_decrement_nesting autocast_increment_nesting
      clear_autocast_cache get_autocast_cpu_dtype get_autocast_dtype get_autocast_gpu_dtype is_autocast_available
      is_autocast_cache_enabled is_autocast_cpu_enabled is_autocast_enabled set_autocast_cache_enabled
      set_autocast_dtype set_autocast_enabled get_default_device get_default_dtype get_device
      get_float32_matmul_precision get_num_interop_threads get_num_threads get_rng_state initial_seed
      is_anomaly_check_nan_enabled is_anomaly_enabled is_grad_enabled is_inference_mode_enabled is_storage is_tensor
      manual_seed seed set_default_device set_default_dtype set_default_tensor_type set_deterministic_debug_mode
      set_float32_matmul_precision set_flush_denormal set_num_interop_threads set_num_threads set_printoptions
      set_rng_state use_deterministic_algorithms`,
    [memory]: `empty empty_like empty_strided from_dlpack from_numpy frombuffer detach_ Tensor.__array__ Tensor.cuda
      Tensor.data_ptr Tensor.is_set_to Tensor.new_empty Tensor.numpy Tensor.pin_memory Tensor.requires_grad_
      Tensor.share_memory_ Tensor.storage Tensor.untyped_storage`,
    "what every case with gradients calls": "autograd.backward autograd.grad",
    "complex results: refused": "linalg.eig linalg.eigvals",
  }).flatMap(([reason, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name): [string, string] => [name, reason]),
  ),
);
