/**
 * Names of PyTorch's smaller modules that the cell language lacks: they are refused by name, where the lists of
 * pytorch-names.ts do not know the module.
 */
const lists: Readonly<Record<string, string>> = {
  "torch.optim": "SparseAdam Adafactor Muon",
  "torch.nn.init":
    "constant dirac eye kaiming_normal kaiming_uniform normal orthogonal sparse uniform xavier_normal xavier_uniform",
  "torch.nn.modules.module":
    "register_module_forward_pre_hook register_module_forward_hook register_module_full_backward_pre_hook register_module_full_backward_hook register_module_backward_hook register_module_buffer_registration_hook register_module_module_registration_hook register_module_parameter_registration_hook",
  "torch.nn.utils":
    "prune fusion memory_format stateless fuse_conv_bn_eval fuse_conv_bn_weights fuse_linear_bn_eval fuse_linear_bn_weights convert_conv2d_weight_memory_format convert_conv3d_weight_memory_format skip_init clip_grad_norm",
  "torch.nn.utils.parametrizations": "orthogonal",
  "torch.utils":
    "tensorboard benchmark bottleneck collect_env cpp_extension dlpack flop_counter mobile_optimizer model_dump model_zoo swap_tensors rename_privateuse1_backend mkldnn",
  "torch.utils.data": "datapipes distributed DistributedSampler DataChunk IterDataPipe MapDataPipe DFIterDataPipe",
  "torch.cuda":
    "Stream Event current_device set_device device get_device_name get_device_properties get_device_capability memory_allocated max_memory_allocated reset_peak_memory_stats memory_summary mem_get_info graph CUDAGraph nvtx comm nccl",
  "torch.distributions":
    "Chi2 ContinuousBernoulli Dirichlet FisherSnedecor GeneralizedPareto Gumbel HalfCauchy HalfNormal InverseGamma Kumaraswamy LKJCholesky LogisticNormal LowRankMultivariateNormal Multinomial NegativeBinomial OneHotCategorical OneHotCategoricalStraightThrough Pareto RelaxedBernoulli RelaxedOneHotCategorical StudentT TransformedDistribution VonMises Weibull Wishart transforms",
  "torch.random": "fork_rng_devices thread_safe_generator",
};

const sets = new Map<string, ReadonlySet<string>>(
  Object.entries(lists).map(([module, names]) => [module, new Set(names.split(" "))]),
);

const none: ReadonlySet<string> = new Set();

/** The names of a module that PyTorch has and the cell language has not. */
export const refusedNames = (module: string): ReadonlySet<string> => sets.get(module) ?? none;
