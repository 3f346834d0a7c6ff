/** The parts of torch that are written in Python, by module name. */

import utils from "./python/_utils.py";
import amp from "./python/amp/__init__.py";
import olderNames from "./python/amp/_older_names.py";
import autocastMode from "./python/amp/autocast_mode.py";
import gradScaler from "./python/amp/grad_scaler.py";
import anomalyMode from "./python/autograd/anomaly_mode.py";
import functional from "./python/autograd/functional.py";
import gradMode from "./python/autograd/grad_mode.py";
import savedHooks from "./python/autograd/saved_hooks.py";
import cpuAmp from "./python/cpu/amp.py";
import cudaAmp from "./python/cuda/amp.py";
import distributions from "./python/distributions/__init__.py";
import constraints from "./python/distributions/constraints.py";
import continuous from "./python/distributions/continuous.py";
import discrete from "./python/distributions/discrete.py";
import distribution from "./python/distributions/distribution.py";
import multivariate from "./python/distributions/multivariate.py";
import nnFunctional from "./python/nn/_functional.py";
import sampling from "./python/nn/_sampling.py";
import windows from "./python/nn/_windows.py";
import init from "./python/nn/init.py";
import activation from "./python/nn/modules/activation.py";
import backwardHook from "./python/nn/modules/backward_hook.py";
import batchnorm from "./python/nn/modules/batchnorm.py";
import container from "./python/nn/modules/container.py";
import conv from "./python/nn/modules/conv.py";
import distance from "./python/nn/modules/distance.py";
import dropout from "./python/nn/modules/dropout.py";
import flatten from "./python/nn/modules/flatten.py";
import instancenorm from "./python/nn/modules/instancenorm.py";
import lazy from "./python/nn/modules/lazy.py";
import linear from "./python/nn/modules/linear.py";
import loss from "./python/nn/modules/loss.py";
import module from "./python/nn/modules/module.py";
import moreLosses from "./python/nn/modules/more_losses.py";
import multiheadAttention from "./python/nn/modules/multihead_attention.py";
import normalization from "./python/nn/modules/normalization.py";
import padding from "./python/nn/modules/padding.py";
import pooling from "./python/nn/modules/pooling.py";
import rnn from "./python/nn/modules/rnn.py";
import sparse from "./python/nn/modules/sparse.py";
import state from "./python/nn/modules/state.py";
import transformer from "./python/nn/modules/transformer.py";
import upsampling from "./python/nn/modules/upsampling.py";
import nnUtils from "./python/nn/utils/__init__.py";
import clipGrad from "./python/nn/utils/clip_grad.py";
import convertParameters from "./python/nn/utils/convert_parameters.py";
import parametrizations from "./python/nn/utils/parametrizations.py";
import parametrize from "./python/nn/utils/parametrize.py";
import utilsRnn from "./python/nn/utils/rnn.py";
import spectralNorm from "./python/nn/utils/spectral_norm.py";
import weightNorm from "./python/nn/utils/weight_norm.py";
import optim from "./python/optim/__init__.py";
import lrCombined from "./python/optim/_lr_combined.py";
import lrCycles from "./python/optim/_lr_cycles.py";
import lrSchedule from "./python/optim/_lr_schedule.py";
import strongWolfe from "./python/optim/_strong_wolfe.py";
import adadelta from "./python/optim/adadelta.py";
import adagrad from "./python/optim/adagrad.py";
import adam from "./python/optim/adam.py";
import adamax from "./python/optim/adamax.py";
import adamw from "./python/optim/adamw.py";
import asgd from "./python/optim/asgd.py";
import lbfgs from "./python/optim/lbfgs.py";
import lrScheduler from "./python/optim/lr_scheduler.py";
import nadam from "./python/optim/nadam.py";
import optimizer from "./python/optim/optimizer.py";
import radam from "./python/optim/radam.py";
import rmsprop from "./python/optim/rmsprop.py";
import rprop from "./python/optim/rprop.py";
import sgd from "./python/optim/sgd.py";
import swaUtils from "./python/optim/swa_utils.py";
import random from "./python/random.py";
import testing from "./python/testing.py";
import checkpoint from "./python/utils/checkpoint.py";
import data from "./python/utils/data/__init__.py";
import collate from "./python/utils/data/collate.py";
import dataloader from "./python/utils/data/dataloader.py";
import dataset from "./python/utils/data/dataset.py";
import sampler from "./python/utils/data/sampler.py";
import hooks from "./python/utils/hooks.py";

export const pythonSources: ReadonlyMap<string, string> = new Map([
  ["torch._utils", utils],
  ["torch.amp", amp],
  ["torch.amp._older_names", olderNames],
  ["torch.amp.autocast_mode", autocastMode],
  ["torch.amp.grad_scaler", gradScaler],
  ["torch.cpu.amp", cpuAmp],
  ["torch.cuda.amp", cudaAmp],
  ["torch.autograd.anomaly_mode", anomalyMode],
  ["torch.autograd.functional", functional],
  ["torch.autograd.grad_mode", gradMode],
  ["torch.autograd._saved_hooks", savedHooks],
  ["torch.distributions", distributions],
  ["torch.distributions.constraints", constraints],
  ["torch.distributions.continuous", continuous],
  ["torch.distributions.discrete", discrete],
  ["torch.distributions.distribution", distribution],
  ["torch.distributions.multivariate", multivariate],
  ["torch.nn._functional", nnFunctional],
  ["torch.nn._sampling", sampling],
  ["torch.nn._windows", windows],
  ["torch.nn.init", init],
  ["torch.nn.modules.activation", activation],
  ["torch.nn.modules.backward_hook", backwardHook],
  ["torch.nn.modules.batchnorm", batchnorm],
  ["torch.nn.modules.container", container],
  ["torch.nn.modules.conv", conv],
  ["torch.nn.modules.distance", distance],
  ["torch.nn.modules.dropout", dropout],
  ["torch.nn.modules.flatten", flatten],
  ["torch.nn.modules.instancenorm", instancenorm],
  ["torch.nn.modules.lazy", lazy],
  ["torch.nn.modules.linear", linear],
  ["torch.nn.modules.loss", loss],
  ["torch.nn.modules.module", module],
  ["torch.nn.modules.more_losses", moreLosses],
  ["torch.nn.modules.multihead_attention", multiheadAttention],
  ["torch.nn.modules.normalization", normalization],
  ["torch.nn.modules.padding", padding],
  ["torch.nn.modules.pooling", pooling],
  ["torch.nn.modules.rnn", rnn],
  ["torch.nn.modules.sparse", sparse],
  ["torch.nn.modules.state", state],
  ["torch.nn.modules.transformer", transformer],
  ["torch.nn.modules.upsampling", upsampling],
  ["torch.nn.utils", nnUtils],
  ["torch.nn.utils.clip_grad", clipGrad],
  ["torch.nn.utils.convert_parameters", convertParameters],
  ["torch.nn.utils.parametrizations", parametrizations],
  ["torch.nn.utils.parametrize", parametrize],
  ["torch.nn.utils.rnn", utilsRnn],
  ["torch.nn.utils.spectral_norm", spectralNorm],
  ["torch.nn.utils.weight_norm", weightNorm],
  ["torch.optim", optim],
  ["torch.optim._lr_combined", lrCombined],
  ["torch.optim._lr_cycles", lrCycles],
  ["torch.optim._lr_schedule", lrSchedule],
  ["torch.optim._strong_wolfe", strongWolfe],
  ["torch.optim.adadelta", adadelta],
  ["torch.optim.adagrad", adagrad],
  ["torch.optim.adam", adam],
  ["torch.optim.adamax", adamax],
  ["torch.optim.adamw", adamw],
  ["torch.optim.asgd", asgd],
  ["torch.optim.lbfgs", lbfgs],
  ["torch.optim.lr_scheduler", lrScheduler],
  ["torch.optim.nadam", nadam],
  ["torch.optim.optimizer", optimizer],
  ["torch.optim.radam", radam],
  ["torch.optim.rmsprop", rmsprop],
  ["torch.optim.rprop", rprop],
  ["torch.optim.sgd", sgd],
  ["torch.optim.swa_utils", swaUtils],
  ["torch.random", random],
  ["torch.testing", testing],
  ["torch.utils.checkpoint", checkpoint],
  ["torch.utils.data", data],
  ["torch.utils.data.collate", collate],
  ["torch.utils.data.dataloader", dataloader],
  ["torch.utils.data.dataset", dataset],
  ["torch.utils.data.sampler", sampler],
  ["torch.utils.hooks", hooks],
]);
