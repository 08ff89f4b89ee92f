// SPDX-License-Identifier: Apache-2.0
// The words of the interface in two languages. Words.of("key", {n: 3}) fills "{n}".
'use strict';

const Words = (() => {
  const table = {
    review: ['Review', '审阅'],
    undo: ['Undo', '撤销'],
    redo: ['Redo', '重做'],
    plot: ['Plot', '对齐图'],
    theme: ['Dark / light', '深色 / 浅色'],
    language: ['中文', 'English'],
    help: ['Help', '帮助'],
    save: ['Save edits', '保存修改'],
    close: ['Close', '关闭'],
    order: ['Order', '排序'],
    byDocument: ['as in the post', '按原文顺序'],
    byScore: ['least certain first', '最不确定的在前'],
    post: ['Post', '文章'],
    score: ['Score', '分数'],
    atMost: ['≤ {n}', '≤ {n}'],
    type: ['Type', '类型'],
    oneSided: ['one-sided', '单边'],
    other: ['all but 1-1', '除 1-1 外'],
    state: ['State', '状态'],
    all: ['all', '全部'],
    auto: ['not looked at', '未审'],
    approved: ['approved', '已确认'],
    rejected: ['rejected', '已否定'],
    edited: ['edited', '已改动'],
    search: ['Search', '查找'],
    none: ['No unit fits the filters.', '没有符合筛选条件的单元。'],
    sure: ['sure', '可靠'],
    fair: ['fair', '一般'],
    poor: ['doubtful', '可疑'],
    unknown: ['no score', '无分数'],
    count: ['{shown} of {all} units · {approved} approved · {rejected} rejected · {edited} edited',
      '显示 {shown} / {all} 个单元 · 确认 {approved} · 否定 {rejected} · 改动 {edited}'],
    unsaved: [' · not saved', ' · 未保存'],
    nothing: ['no translation', '无对应译文'],
    lines: ['line {n}', '第 {n} 行'],
    repaired: ['damaged text: check', '文字曾损坏：请核对'],
    approve: ['Approve', '确认'],
    reject: ['Reject', '否定'],
    mergeNext: ['Merge with next', '与下一个合并'],
    mergeBefore: ['Merge with previous', '与上一个合并'],
    split: ['Split', '拆分'],
    moveUp: ['First sentence to previous', '首句移到上一个'],
    moveDown: ['Last sentence to next', '末句移到下一个'],
    cutHere: ['✂ split below', '✂ 在此下方拆分'],
    cannot: ['Not possible here', '此处无法操作'],
    saved: ['Saved {n} edits to {name}', '已将 {n} 处修改保存为 {name}'],
    nothingToSave: ['There are no edits to save', '没有可保存的修改'],
    keys: ['Keys', '快捷键'],
    keyNext: ['next unit', '下一个单元'],
    keyPrevious: ['previous unit', '上一个单元'],
    keyFirst: ['first unit', '第一个单元'],
    keyLast: ['last unit', '最后一个单元'],
    keyOpen: ['next unit nobody has looked at', '下一个未审单元'],
    keySide: ['choose the left or right side', '选择左侧或右侧'],
    keyApprove: ['approve; again: take back', '确认；再按一次取消'],
    keyReject: ['reject: not a translation; again: take back', '否定（非译文）；再按一次取消'],
    keyCut: ['split after that sentence of the chosen side', '在所选一侧的第几句之后拆分'],
    keyOrder: ['change the order', '切换排序'],
    keyLeave: ['leave a field, close what is open', '离开输入框，关闭窗口'],
    about: ['Saved edits are applied by: bihe align --edits FILE … or bihe build --edits FILE …',
      '应用保存的修改：bihe align --edits 文件 … 或 bihe build --edits 文件 …'],
  };
  let chosen = 0;

  function of(key, values = {}) {
    const text = table[key] ? table[key][chosen] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  return {
    of,
    /** 0 English, 1 Chinese. */
    get chosen() { return chosen; },
    choose(k) {
      chosen = k;
      document.documentElement.lang = k === 1 ? 'zh-CN' : 'en';
      for (const element of document.querySelectorAll('[data-word]')) {
        element.textContent = of(element.dataset.word);
      }
    },
  };
})();
