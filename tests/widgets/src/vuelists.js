import vSelect from "vue-select"; import "vue-select/dist/vue-select.css"; import Multiselect from "@vueform/multiselect"; import "@vueform/multiselect/themes/default.css"; import * as VD from "@vuepic/vue-datepicker"; import "@vuepic/vue-datepicker/dist/main.css"; import { vstart } from "./vkit.js";
const VueDatePicker = VD.VueDatePicker ?? VD.default;
vstart(`<section><h3>{{CHILD}}</h3>
<div class="form-group"><label for="sex">Giới tính</label><v-select inputId="sex" v-model="state.sex" :options="DATA.sex.map((label,i)=>({label,value:String(i+1)}))" :reduce="o=>o.value"/></div>
<div class="form-group"><label>Dân tộc</label><v-select v-model="state.ethnic" :options="DATA.long"/></div>
<div class="form-group"><label>Giấy tờ</label><v-select multiple v-model="state.papers" :options="['Giấy chứng sinh','Văn bản ủy quyền','Hộ chiếu']"/></div>
<div class="form-group"><label for="ms">Quốc tịch</label><Multiselect id="ms" v-model="state.nat" :options="{vn:'Việt Nam',la:'Lào'}"/></div>
<div class="form-group"><label>Dân tộc mẹ</label><Multiselect searchable v-model="state.eth2" :options="DATA.long"/></div>
<div class="form-group"><label>Kèm theo</label><Multiselect mode="tags" v-model="state.tags" :options="['Giấy chứng sinh','Văn bản ủy quyền','Hộ chiếu']"/></div>
<div class="form-group"><label for="dp-input-born">Ngày sinh</label><VueDatePicker uid="born" v-model="state.born" model-type="yyyy-MM-dd" format="dd/MM/yyyy" :formats="{input:'dd/MM/yyyy'}" :enable-time-picker="false" :time-config="{enableTimePicker:false}" auto-apply text-input/></div>
<div class="form-group"><label for="dp-input-iss">Ngày cấp</label><VueDatePicker uid="iss" v-model="state.issued" model-type="yyyy-MM-dd" format="dd/MM/yyyy" :formats="{input:'dd/MM/yyyy'}" :enable-time-picker="false" :time-config="{enableTimePicker:false}" auto-apply/></div>
</section>`, [], [
C("vs-select","vue-select",E(CHILD,"Giới tính","Nữ"),{sex:"2"}),
C("vs-long","vue-select",E(CHILD,"Dân tộc","Hán"),{ethnic:"Hán"}),
C("vs-multi","vue-select",E(CHILD,"Giấy tờ",["Hộ chiếu","Giấy chứng sinh"]),{papers:["Hộ chiếu","Giấy chứng sinh"]},{accept:["right","closed"]}),
C("vf-select","Vueform Multiselect",E(CHILD,"Quốc tịch","Lào"),{nat:"la"}),
C("vf-long","Vueform Multiselect",E(CHILD,"Dân tộc mẹ","Hán"),{eth2:"Hán"}),
C("vf-tags","Vueform Multiselect",E(CHILD,"Kèm theo",["Hộ chiếu","Giấy chứng sinh"]),{tags:["Hộ chiếu","Giấy chứng sinh"]},{accept:["right","closed"]}),
C("vp-date","Vue Datepicker",E(CHILD,"Ngày sinh",D("2022-03-05")),{born:"2022-03-05"},{accept:["right","closed"]}),
C("vp-date-ro","Vue Datepicker",E(CHILD,"Ngày cấp",D("2022-03-05")),{issued:"2022-03-05"},{accept:["right","closed"]}),
], {components:{"v-select":vSelect,Multiselect,VueDatePicker}});
